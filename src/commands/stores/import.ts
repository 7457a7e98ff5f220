import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import { moment } from '../../domain/moment.ts';
import { UsageError } from '../../errors.ts';
import { type ImportSummary, importOulad } from '../../ingest/import.ts';
import { openStores } from '../../runtime.ts';
import { openProgress } from '../progress.ts';

export async function importCommand(
  format: string,
  path: string,
  options: { rejects?: string; allowRefused?: boolean; json?: boolean },
): Promise<void> {
  if (format !== 'oulad') throw new UsageError(`unknown format ${format}; known is oulad`);
  const config = readConfig(process.env);
  const stores = await openStores(config, 'import');
  const { progress, close } = openProgress(process.stderr, Date.now);
  const stop = new AbortController();
  const onSignal = () => stop.abort(new Error('Interrupted. Run the same import again to complete it.'));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const rejectsFile = options.rejects ?? join(config.dataDir, 'rejects.jsonl');
  try {
    const summary = await importOulad({
      path,
      ...stores,
      rejectsFile,
      allowRefused: options.allowRefused === true,
      now: () => moment(Date.now()),
      importId: Date.now(),
      progress,
      signal: stop.signal,
    });
    close();
    process.stdout.write(
      options.json ? `${JSON.stringify({ ...summary, rejectsFile })}\n` : inWords(summary),
    );
  } finally {
    close();
    await stores.close();
  }
}

function inWords(summary: ImportSummary): string {
  const counts = Object.values(summary.events);
  const written = counts.reduce((sum, count) => sum + count.written, 0);
  const known = counts.reduce((sum, count) => sum + count.known, 0);
  const rows = Object.values(summary.files).reduce((sum, file) => sum + file.read, 0);
  return [
    `Read ${rows.toLocaleString('en')} rows in ${summary.seconds.toFixed(1)} s: ${summary.presentations.length} presentations, ${summary.enrolments.toLocaleString('en')} enrolments.`,
    `${written.toLocaleString('en')} new events, ${known.toLocaleString('en')} known before.`,
    ...(summary.refusals.length === 0 ? ['Every row was good.'] : summary.refusals),
    '',
  ].join('\n');
}
