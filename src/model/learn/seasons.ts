import type { Moment } from '../../domain/moment.ts';
import { endOf, momentOfDay, type Presentation } from '../../domain/presentation.ts';
import { InputError } from '../../errors.ts';

/**
 * A season is a start date: the presentations that begin together. Time runs from season to season, so learning from
 * earlier ones and judging by later ones is what happens in service.
 */
export interface Seasons {
  /** The seasons to learn from, oldest first. */
  readonly past: readonly (readonly Presentation[])[];
  /** The presentations to judge on; empty where the model learns from all of them. */
  readonly later: readonly Presentation[];
}

/** The least share of all enrolments that the latest seasons hold together: fewer would judge by chance. */
const JUDGING_SHARE = 0.2;

/** How many enrolments a presentation has. */
export type EnrolmentsIn = (presentation: Presentation) => number;

/**
 * @param until last presentation code (for example `2013J`) or date to learn from; null means all seasons but the latest
 * ones (see latestSeasons) where there are three or more, otherwise the last
 * @throws InputError where neither two seasons nor two courses to learn from are over by `now`
 */
export function seasonsOf(
  all: readonly Presentation[],
  until: string | null,
  now: Moment,
  enrolmentsIn: EnrolmentsIn,
): Seasons {
  const presentations = all.filter((one) => endOf(one) <= now);
  const later =
    until === null
      ? latestToJudge(presentations, enrolmentsIn)
      : presentations.filter(({ startsOn }) => startsOn > lastStart(presentations, until));
  const past = bySeason(presentations.filter((one) => !later.includes(one)));
  if (!isLearnable(past))
    throw new InputError(
      `Training needs presentations of at least two start dates or two courses, to foretell each from the others; found ${
        bySeason(presentations)
          .map(([{ startsOn }]) => startsOn)
          .join(', ') || 'none'
      }${until === null ? '' : ` up to ${until}`}.`,
    );
  return { past, later };
}

/** Whether each season or course can be foretold from another one. */
export const isLearnable = (seasons: Seasons['past']): boolean =>
  seasons.length >= 2 || new Set(seasons.flat().map(({ courseId }) => courseId)).size >= 2;

/**
 * The past as it was known when the first later presentation began: what was over by then. A model that judges later
 * presentations honestly has learnt from nothing else.
 */
export function overBeforeLater({ past, later }: Seasons): Seasons['past'] {
  const began = Math.min(...later.map((one) => momentOfDay(one, 0)));
  return bySeason(past.flat().filter((one) => endOf(one) <= began));
}

/** Presentations by start date, oldest first. */
export const bySeason = (presentations: readonly Presentation[]): (readonly Presentation[])[] =>
  [...Map.groupBy(presentations, ({ startsOn }) => startsOn)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, season]) => season);

/**
 * The latest of these seasons that together hold a fifth of the enrolments of `all`: where courses begin every week, the
 * last of them alone says too little.
 */
export function latestSeasons(
  seasons: Seasons['past'],
  all: readonly Presentation[],
  enrolmentsIn: EnrolmentsIn,
): Seasons['past'] {
  const countOf = (presentations: readonly Presentation[]) =>
    presentations.reduce((sum, one) => sum + enrolmentsIn(one), 0);
  const enough = JUDGING_SHARE * countOf(all);
  const isEnough = (nth: number) => countOf(seasons.slice(nth).flat()) >= enough;
  return seasons.slice(Math.max(0, [...seasons.keys()].findLastIndex(isEnough)));
}

/** The latest seasons, as far as those before them can still be learnt from; none where there are only two seasons. */
function latestToJudge(presentations: readonly Presentation[], enrolmentsIn: EnrolmentsIn): Presentation[] {
  const seasons = bySeason(presentations);
  if (seasons.length < 3) return [];
  const { length } = latestSeasons(seasons, presentations, enrolmentsIn);
  const judging = Array.from({ length }, (_, fewer) => length - fewer).find((count) =>
    isLearnable(seasons.slice(0, -count)),
  );
  return seasons.slice(-(judging ?? 1)).flat();
}

/** `until` is a date, the id of a presentation, or the common ending of a season's ids (`2013J`). */
function lastStart(presentations: readonly Presentation[], until: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(until)) return until;
  const [named] = presentations.filter((one) => one.id === until || one.id.endsWith(`-${until}`));
  if (named === undefined)
    throw new InputError(
      `No presentation is called ${until}; there are ${presentations.map((one) => one.id).join(', ') || 'none'}.`,
    );
  return named.startsOn;
}
