import type { Presentation } from '../../domain/presentation.ts';

/**
 * Groups presentations: each group is predicted by a fit that has seen none of it.
 *
 * Several courses are grouped by course: a fit on other courses meets a level and habits it does not know, which is about
 * as hard as a later season, and the fit still learns from every season. A single course is grouped by season.
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

/** Each group costs a fit; with three groups, each fit still learns from two thirds of the courses. */
const MOST_GROUPS = 3;
