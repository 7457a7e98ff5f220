import { readConfig } from '../../config.ts';
import { type CycleSummary, runCycle } from '../../cycle/cycle.ts';
import { dateOf, endOfHour, moment } from '../../domain/moment.ts';
import { dayAt, type Presentation } from '../../domain/presentation.ts';
import { cycleContextInService, loadModel, openStores, servedModel } from '../../runtime.ts';
import { allPresentations } from '../../store/presentations.ts';
import { cycleMomentOf } from '../day.ts';
import { openProgress } from '../progress.ts';
import { chosenPresentation } from './chosen-presentation.ts';

export async function cycle(
  id: string | undefined,
  options: { asOf?: string; json?: boolean },
): Promise<void> {
  const config = readConfig(process.env);
  const now =
    options.asOf === undefined ? endOfHour(moment(Date.now())) : cycleMomentOf('--as-of', options.asOf);
  const offered = loadModel(config);
  const stores = await openStores(config, 'cycle');
  const { progress, close } = openProgress(process.stderr, Date.now);
  try {
    const model = await servedModel(config, stores, offered, moment(Date.now()));
    const replaying = options.asOf !== undefined;
    const context = { ...(await cycleContextInService(config, stores, model)), replaying };
    const presentations =
      id === undefined
        ? (await allPresentations(stores.state)).filter((one) => isRunning(one, dayAt(one, now)))
        : [await chosenPresentation(stores.state, id)];
    const summaries: CycleSummary[] = [];
    for (const presentation of presentations) {
      progress('Deciding', summaries.length, presentations.length, 'presentations');
      summaries.push(await runCycle(context, presentation, now));
    }
    progress('Deciding', summaries.length, presentations.length, 'presentations');
    close();
    process.stdout.write(
      options.json ? `${JSON.stringify({ cycles: summaries })}\n` : inWords(summaries, replaying),
    );
  } finally {
    close();
    await stores.close();
  }
}

const isRunning = (presentation: Presentation, day: number) => day >= 0 && day < presentation.lengthDays;

const inWords = (summaries: readonly CycleSummary[], replaying: boolean): string =>
  summaries.length === 0
    ? 'No presentation runs on that day.\n'
    : summaries
        .map(
          (one) =>
            `${one.presentationId} on ${dateOf(one.at)}: ${one.decisions} enrolments judged, ${one.proposed} interventions proposed, ${replaying ? `${one.replayed} would have been sent` : `${one.queued} sent`}.\n`,
        )
        .join('');
