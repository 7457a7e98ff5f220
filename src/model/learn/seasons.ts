import type { Moment } from '../../domain/moment.ts';
import { endOf, type Presentation } from '../../domain/presentation.ts';
import { InputError } from '../../errors.ts';

/**
 * A season is a start date: the presentations that begin together. Time runs from season to season, so learning from
 * earlier ones and judging by a later one is what happens in service.
 */
export interface Seasons {
  /** The seasons to learn from, oldest first. */
  readonly past: readonly (readonly Presentation[])[];
  /** The presentations to judge on; empty where the model learns from all of them. */
  readonly later: readonly Presentation[];
}

/**
 * @param until last presentation code (for example `2013J`) or date to learn from; null means the last season but one
 * where there are three or more, otherwise the last
 * @throws InputError where neither two seasons nor two courses to learn from are over by `now`
 */
export function seasonsOf(all: readonly Presentation[], until: string | null, now: Moment): Seasons {
  const presentations = all.filter((one) => endOf(one) <= now);
  const starts = [...new Set(presentations.map((presentation) => presentation.startsOn))].sort();
  const last =
    until === null ? (starts.length > 2 ? starts.at(-2) : starts.at(-1)) : lastStart(presentations, until);
  const past = starts
    .filter((start) => last !== undefined && start <= last)
    .map((start) => presentations.filter((presentation) => presentation.startsOn === start));
  if (past.length < 2 && new Set(past.flat().map((one) => one.courseId)).size < 2)
    throw new InputError(
      `Training needs presentations of at least two start dates or two courses, to foretell each from the others; found ${
        starts.join(', ') || 'none'
      }${until === null ? '' : ` up to ${until}`}.`,
    );
  return { past, later: presentations.filter((one) => last !== undefined && one.startsOn > last) };
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
