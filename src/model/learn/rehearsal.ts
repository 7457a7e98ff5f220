import type { Presentation } from '../../domain/presentation.ts';

/**
 * Which presentations are foretold together by a fit that has seen none of them.
 *
 * By course where there are several: a fit on other courses meets level and habits it does not know, which is about as far
 * off as a later season is, and every season is foretold with all the others at hand. Of one course, by season.
 * Measured in docs/decisions/0012-what-carries-over.md.
 *
 * @param seasons presentations that begin together, oldest first
 * @returns at least two groups where there are two courses or seasons; every presentation is in one of them
 */
export function rehearsalGroups(seasons: readonly (readonly Presentation[])[]): (readonly Presentation[])[] {
  const courses = [...Map.groupBy(seasons.flat(), ({ courseId }) => courseId)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, presentations]) => presentations);
  if (courses.length < 2) return [...seasons];
  return [...Map.groupBy(courses.keys(), (nth) => nth % MOST_GROUPS).values()].map((places) =>
    places.flatMap((place) => courses[place]),
  );
}

/** A fit each; with three, each still learns from two thirds of the courses. */
const MOST_GROUPS = 3;
