import { readConfig } from '../../config.ts';
import { type CycleSummary, runCycle } from '../../cycle/cycle.ts';
import { cycleMomentOn } from '../../domain/cycle-moment.ts';
import { endOfHour, type Moment, moment } from '../../domain/moment.ts';
import { courseDate, endOf, momentOfDay, type Presentation } from '../../domain/presentation.ts';
import { cycleContextInService, loadModel, openStores, servedModel } from '../../runtime.ts';
import { allPresentations } from '../../store/presentations.ts';
import { dayOf } from '../day.ts';
import { openProgress } from '../progress.ts';
import { chosenPresentation } from './chosen-presentation.ts';

export async function cycle(
  id: string | undefined,
  options: { asOf?: string; json?: boolean },
): Promise<void> {
  const config = readConfig(process.env);
  const date = options.asOf === undefined ? null : dayOf('--as-of', options.asOf);
  const thisHour = endOfHour(moment(Date.now()));
  const momentFor = (presentation: Presentation) =>
    date === null ? thisHour : cycleMomentOn(presentation, date);
  const offered = loadModel(config);
  const stores = await openStores(config, 'cycle');
  const { progress, close } = openProgress(process.stderr, Date.now);
  try {
    const model = await servedModel(config, stores, offered, moment(Date.now()));
    const replaying = options.asOf !== undefined;
    const context = { ...(await cycleContextInService(config, stores, model)), replaying };
    const presentations =
      id === undefined
        ? (await allPresentations(stores.state)).filter((one) => isRunning(one, momentFor(one)))
        : [await chosenPresentation(stores.state, id)];
    const summaries: CycleSummary[] = [];
    const words: string[] = [];
    for (const presentation of presentations) {
      progress('Deciding', summaries.length, presentations.length, 'presentations');
      const summary = await runCycle(context, presentation, momentFor(presentation));
      summaries.push(summary);
      words.push(inWords(presentation, summary, replaying));
    }
    progress('Deciding', summaries.length, presentations.length, 'presentations');
    close();
    if (words.length === 0) words.push('No presentation runs on that day.\n');
    process.stdout.write(options.json ? `${JSON.stringify({ cycles: summaries })}\n` : words.join(''));
  } finally {
    close();
    await stores.close();
  }
}

const isRunning = (presentation: Presentation, at: Moment) =>
  at >= momentOfDay(presentation, 0) && at < endOf(presentation);

const inWords = (presentation: Presentation, one: CycleSummary, replaying: boolean): string => {
  const cycle = `${presentation.id} on ${courseDate(presentation, one.at)}`;
  if (one.idle !== null) return `${cycle}: nobody judged. ${one.idle}\n`;
  const sent = replaying ? `${one.replayed} would have been sent` : `${one.queued} sent`;
  return `${cycle}: ${one.decisions} enrolments judged, ${one.proposed} interventions proposed, ${sent}.\n`;
};
