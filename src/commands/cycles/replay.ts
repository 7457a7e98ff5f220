import { readConfig } from '../../config.ts';
import { type ReplaySummary, type ReplayWeek, replay, replayMoments } from '../../cycle/replay.ts';
import { type CalendarDate, moment } from '../../domain/moment.ts';
import { courseDate, type Presentation, zoneOf } from '../../domain/presentation.ts';
import { startOfDateIn } from '../../domain/time-zone.ts';
import { firstRiskDay } from '../../model/scan-days.ts';
import { cycleContextInService, loadModel, openStores, servedModel } from '../../runtime.ts';
import { dayOf } from '../day.ts';
import { openProgress } from '../progress.ts';
import { chosenPresentation } from './chosen-presentation.ts';

export async function replayCommand(
  id: string | undefined,
  options: { from?: string; to?: string; json?: boolean },
): Promise<void> {
  const config = readConfig(process.env);
  const from = options.from === undefined ? undefined : dayOf('--from', options.from);
  const to = options.to === undefined ? undefined : dayOf('--to', options.to);
  const offered = loadModel(config);
  const stores = await openStores(config, 'replay');
  const { progress, close } = openProgress(process.stderr, Date.now);
  try {
    const presentation = await chosenPresentation(stores.state, id);
    const midnight = (date: CalendarDate | undefined) =>
      date === undefined ? undefined : startOfDateIn(zoneOf(presentation), date);
    const model = await servedModel(config, stores, offered, moment(Date.now()));
    const context = await cycleContextInService(config, stores, model);
    const moments = replayMoments(
      presentation,
      firstRiskDay(context.scorer, presentation),
      moment(Date.now()),
      midnight(from),
      midnight(to),
    );
    const run = replay(context, presentation, moments);
    const weeks: ReplayWeek[] = [];
    for (;;) {
      progress('Replaying', weeks.length, moments.length, 'weeks');
      const step = await run.next();
      if (step.done) {
        close();
        process.stdout.write(
          options.json
            ? `${JSON.stringify({ ...step.value, weekly: weeks })}\n`
            : inWords(presentation, weeks, step.value),
        );
        return;
      }
      weeks.push(step.value);
    }
  } finally {
    close();
    await stores.close();
  }
}

function inWords(presentation: Presentation, weeks: readonly ReplayWeek[], summary: ReplaySummary): string {
  const columns = (cells: readonly (string | number)[]) =>
    cells.map((cell) => String(cell).padEnd(12)).join('');
  const share = (value: number | null) => (value === null ? '-' : `${Math.round(value * 100)} %`);
  return [
    columns(['date', 'day', 'judged', 'proposed', 'would send', 'new alerts', 'of these right']),
    ...weeks.map((week) =>
      columns([
        courseDate(presentation, week.at),
        week.day,
        week.decisions,
        week.proposed,
        week.replayed,
        week.firstAlerts,
        week.right,
      ]),
    ),
    '',
    `${summary.presentationId}: ${summary.enrolmentsAlerted} enrolments alerted, ${share(summary.precision)} of them withdrew or failed (${share(summary.recall)} of all that did).`,
    `${summary.withdrawnAlerted} of ${summary.withdrawn} withdrawals alerted before, in the median ${Math.round(summary.medianLeadDays ?? 0)} days ahead; ${summary.interventions} interventions would have been sent; nobody gets anything from a replay.`,
    '',
  ].join('\n');
}
