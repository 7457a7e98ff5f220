import { endOf, type Presentation } from '../../domain/presentation.ts';
import { InputError } from '../../errors.ts';
import { seededRandom } from '../../stats/random.ts';
import type { EventLog } from '../../store/event-log.ts';
import { CONTENT_PAST } from '../targets/engagement.ts';
import { contentLog } from './content-log.ts';
import { type DescribedRows, describedRows, joinRows } from './described-rows.ts';
import type { InteractionLog } from './interaction-log.ts';
import type { Slice, Slices } from './train-engagement.ts';

/** A presentation has millions of interactions, neighbours of which say nearly the same. */
const ROWS_A_PRESENTATION = 30_000;

export interface ContentHistory {
  readonly eventLog: EventLog;
  /** Presentations that are over. */
  readonly presentations: readonly Presentation[];
  /** Draws the rows. */
  readonly seed: number;
  readonly progress: (step: string, done: number, total: number) => void;
}

/**
 * The weeks of past presentations as rows. The latest start date judges, the one before it chooses, all earlier ones are
 * learnt from; with two start dates the later one both chooses and judges.
 *
 * @throws InputError where there are fewer than two start dates
 */
export async function contentSlices(history: ContentHistory): Promise<Slices> {
  const seasons = [...Map.groupBy(history.presentations, (one) => one.startsOn)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, presentations]) => presentations);
  if (seasons.length < 2)
    throw new InputError(
      `Training needs presentations of at least two start dates, to learn from the first and judge on the last; found ${seasons.length}.`,
    );
  const learn = seasons.slice(0, Math.max(1, seasons.length - 2)).flat();
  const [choose, judge] = [seasons.at(-2), seasons.at(-1)] as Presentation[][];
  const slices: Slice[] = [];
  const wanted = seasons.length === 2 ? [learn, judge] : [learn, choose, judge];
  for (const presentations of wanted) slices.push(await sliceOf(history, presentations));
  const [first, second, third = second] = slices;
  return { learn: first, choose: second, judge: third };
}

/** The weeks of these presentations as rows. */
export async function sliceOf(
  history: Omit<ContentHistory, 'presentations'>,
  presentations: readonly Presentation[],
): Promise<Slice> {
  const parts: DescribedRows[] = [];
  for (const [index, presentation] of presentations.entries()) {
    history.progress(`describing the season of ${presentation.id}`, index, presentations.length);
    const log = await contentLog(history.eventLog, presentation, endOf(presentation));
    const { uniform } = seededRandom(history.seed);
    const share = ROWS_A_PRESENTATION / lengthOf(log);
    parts.push(describedRows(log, CONTENT_PAST, () => uniform() < share));
  }
  return { parts: presentations.map((presentation) => presentation.id), rows: joinRows(parts) };
}

function lengthOf(log: InteractionLog): number {
  let length = 0;
  for (const { user } of log.instants()) length += user.length;
  return length;
}
