import { rounding } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

/** Out of 100 points for all work due so far; missed work counts as zero points. Work ahead of its deadline does not count yet. */
export const weightedScoreSoFar: Indicator = {
  name: 'weighted_score_so_far',
  unit: 'percent',
  topic: 'scores',
  better: 'more',
  windowDays: null,
  over: 'enrolment',
  sql: 'if(arraySum(a -> a.weight, due) > 0, arraySum(s -> s.weight * s.score, arrayFilter(s -> s.due_day < course_day, marked)) / arraySum(a -> a.weight, due), null)',
  relative: true,
  changeable: true,
  sentence: (value) =>
    value === null
      ? 'Nothing that counts was due so far'
      : value === 0
        ? 'No points yet for the work due so far'
        : `${rounding(value)} of 100 points for the work due so far`,
  typical: (value) => `${rounding(value)} of 100`,
};
