import { endOf, type Presentation } from '../../domain/presentation.ts';
import { InputError } from '../../errors.ts';
import { seededRandom } from '../../stats/random.ts';
import type { EventLog } from '../../store/event-log.ts';
import type { Seasons } from '../learn/seasons.ts';
import { CONTENT_PAST } from '../targets/engagement.ts';
import { contentLog } from './content-log.ts';
import { type DescribedRows, describedRows, joinRows } from './described-rows.ts';
import type { InteractionLog } from './interaction-log.ts';
import type { Slice, Slices } from './train-content.ts';

/** A presentation has millions of interactions, and neighbouring ones say nearly the same. */
const ROWS_A_PRESENTATION = 30_000;

export interface ContentHistory {
  readonly eventLog: EventLog;
  /** The seed that draws the rows. */
  readonly seed: number;
  readonly progress: (step: string, done: number, total: number) => void;
}

/**
 * The weeks of past presentations as rows. Later seasons judge. Of the past seasons the last one chooses, and the model
 * learns from the earlier ones. Where nothing came later, the season that chooses also judges.
 *
 * @throws InputError where there are fewer than two past seasons
 */
export async function contentSlices(history: ContentHistory, { past, later }: Seasons): Promise<Slices> {
  const last = past.at(-1);
  if (last === undefined || past.length < 2)
    throw new InputError(
      `Training needs presentations of at least two start dates, to learn from the first and calibrate on the last; found ${
        past
          .flat()
          .map((one) => one.id)
          .join(', ') || 'none'
      }.`,
    );
  const learn = await sliceOf(history, past.slice(0, -1).flat());
  const choose = await sliceOf(history, last);
  return { learn, choose, judge: later.length === 0 ? choose : await sliceOf(history, later) };
}

/**
 * The weeks of these presentations as rows.
 *
 * @throws InputError where no learner met any content
 */
export async function sliceOf(
  history: ContentHistory,
  presentations: readonly Presentation[],
): Promise<Slice> {
  const parts: DescribedRows[] = [];
  for (const [index, presentation] of presentations.entries()) {
    history.progress(`describing courses from ${presentations[0].startsOn}`, index, presentations.length);
    const log = await contentLog(history.eventLog, presentation, endOf(presentation));
    const { uniform } = seededRandom(history.seed);
    const share = ROWS_A_PRESENTATION / lengthOf(log);
    parts.push(describedRows(log, CONTENT_PAST, () => uniform() < share));
  }
  const names = presentations.map((presentation) => presentation.id);
  const rows = joinRows(parts);
  if (rows.labels.length === 0)
    throw new InputError(`No learner of ${names.join(', ')} met any content that others used.`);
  return { parts: names, rows };
}

function lengthOf(log: InteractionLog): number {
  let length = 0;
  for (const { user } of log.instants()) length += user.length;
  return length;
}
