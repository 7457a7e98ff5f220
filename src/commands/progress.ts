import { Presets, SingleBar } from 'cli-progress';

/** Shows the progress of a long step: done and total in `unit`. Repeated calls with the same step update it. */
export type Progress = (step: string, done: number, total: number, unit?: string) => void;

/** The least time between two lines on an output that is not a terminal. */
const LINE_EVERY_MS = 5_000;

/**
 * Progress on standard error: a bar with rate and time left on a terminal, plain lines elsewhere. Standard output stays
 * free for the answer of the command.
 */
export function openProgress(
  stream: NodeJS.WriteStream,
  clock: () => number,
): { readonly progress: Progress; close(): void } {
  return stream.isTTY ? bars(stream, clock) : lines(stream, clock);
}

function bars(stream: NodeJS.WriteStream, clock: () => number) {
  let bar: SingleBar | null = null;
  let current = '';
  let startedAt = 0;
  const close = () => {
    bar?.stop();
    bar = null;
    current = '';
  };
  const progress: Progress = (step, done, total, unit = '') => {
    if (step !== current) {
      close();
      bar = new SingleBar(
        {
          stream,
          format: '{step} [{bar}] {percentage} % | {rate} | {eta_formatted} left',
          hideCursor: true,
          etaBuffer: 50,
        },
        Presets.shades_classic,
      );
      current = step;
      startedAt = clock();
      bar.start(Math.max(1, total), done, { step, rate: '' });
    }
    bar?.update(done, { step, rate: rateOf(done, clock() - startedAt, unit) });
    if (done >= total) close();
  };
  return { progress, close };
}

function lines(stream: NodeJS.WriteStream, clock: () => number) {
  let current = '';
  let startedAt = 0;
  let writtenAt = 0;
  const progress: Progress = (step, done, total, unit = '') => {
    const now = clock();
    if (step !== current) {
      current = step;
      startedAt = now;
      writtenAt = 0;
    }
    if (done < total && now - writtenAt < LINE_EVERY_MS) return;
    writtenAt = now;
    const share = total === 0 ? 100 : Math.floor((100 * done) / total);
    const left =
      done === 0 ? '' : `, ${Math.round(((now - startedAt) / done) * ((total - done) / 1000))} s left`;
    stream.write(`${step}: ${share} % (${rateOf(done, now - startedAt, unit)}${left})\n`);
  };
  return { progress, close: () => {} };
}

function rateOf(done: number, elapsedMs: number, unit: string): string {
  const perSecond = elapsedMs > 0 ? done / (elapsedMs / 1000) : 0;
  if (unit === 'bytes') return `${(perSecond / 1e6).toFixed(1)} MB/s`;
  const figure = perSecond >= 100 ? Math.round(perSecond).toLocaleString('en') : perSecond.toFixed(1);
  return `${figure} ${unit || 'steps'}/s`;
}
