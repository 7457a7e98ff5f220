import { readConfig } from '../../config.ts';
import { type CalendarDate, moment, parseDate } from '../../domain/moment.ts';
import { UsageError } from '../../errors.ts';
import { answerLines, type LineOutcome } from '../../insight/batch.ts';
import { calendarIn } from '../../insight/calendar.ts';
import { answerText, nudgesText } from '../../insight/contracts/answer.ts';
import { createReader } from '../../insight/contracts/read.ts';
import { type InsightEngine, insightFor } from '../../insight/engine.ts';
import { languageOf } from '../../insight/language.ts';
import { loadNudgeModels } from '../../insight/models.ts';
import { openProgress } from '../progress.ts';

export interface NudgeBatchOptions {
  in: string;
  out: string;
  rejects?: string;
  asOf?: string;
  language?: string;
  json?: boolean;
}

/** `rekindle nudge`: nudges for a file of profiles with snapshots, of either contract. */
export async function nudgeBatch(options: NudgeBatchOptions): Promise<void> {
  const config = readConfig(process.env);
  const files = {
    input: options.in,
    output: options.out,
    rejects: options.rejects ?? `${options.out}.rejects.jsonl`,
  };
  if (new Set(Object.values(files)).size < 3)
    throw new UsageError('--in, --out and --rejects must be three files');
  const warn = (message: string) => process.stderr.write(`${message}\n`);
  const engine = { settings: config.insight, models: loadNudgeModels(config.nudgeModelsDir, warn) };
  const today = askedDay(options.asOf) ?? calendarIn(config.insight.timeZone, () => moment(Date.now()))();
  const { progress, close } = openProgress(process.stderr, Date.now);
  const startedAt = performance.now();
  const summary = answerLines(files, answering(engine, today, options.language), (read, total, lines) =>
    // The total number of lines is unknown until the end, so it is estimated from the bytes read so far.
    progress('nudges', lines, read === 0 ? 1 : Math.round((lines * total) / read), 'profiles'),
  );
  close();
  const seconds = (performance.now() - startedAt) / 1000;
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ ...summary, seconds, output: files.output })}\n`
      : `${summary.lines} profiles in ${seconds.toFixed(1)} s, ${summary.refused} refused${summary.refused > 0 ? ` (${files.rejects} says why)` : ''}${summary.resumedFrom > 0 ? `, ${summary.resumedFrom} of them by an earlier run` : ''}. Nudges are in ${files.output}.\n`,
  );
}

/** Answers a line as the API would. */
function answering(engine: InsightEngine, today: CalendarDate, language: string | undefined) {
  const read = createReader();
  const refused = (line: number, text: string, errors: readonly object[]): LineOutcome => ({
    refused: JSON.stringify({ line, errors, row: text.slice(0, 500) }),
  });
  return (text: string, line: number): LineOutcome => {
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch (error) {
      return refused(line, text, [{ path: '', problem: `is no JSON: ${(error as Error).message}` }]);
    }
    const reading = read(body, today);
    if ('wrong' in reading) return refused(line, text, reading.wrong);
    const { contract, snapshot } = reading;
    const insight = insightFor(snapshot, engine, {
      ruleset: contract.ruleset,
      placeOf: contract.typeOf,
      language: languageOf(language ?? (body as { language?: unknown }).language, undefined),
      today,
    });
    return { line: answerText(snapshot.userId, nudgesText(insight, contract), contract) };
  };
}

function askedDay(text: string | undefined): CalendarDate | null {
  const day = text === undefined ? null : parseDate(text);
  if (text !== undefined && day === null)
    throw new UsageError(`--as-of must be a date like 2025-06-10, not ${text}`);
  return day;
}
