import { percent, rounding } from '../../domain/phrase.ts';
import { ageAfter, spacesAfter } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

/** `half as long again as usual`, `3.2 times as long as usual`, `40% of the usual length`. */
function againstUsual(ratio: number): string {
  const times = rounding(ratio);
  if (times === '1') return 'as long as usual';
  if (times === '1.5') return 'half as long again as usual';
  return ratio < 1 ? `${percent(ratio)} of the usual length` : `${times} times as long as usual`;
}

export const gapAgainstUsual: Indicator = {
  name: 'gap_against_usual',
  unit: 'ratio',
  topic: 'recency',
  better: 'less',
  windowDays: null,
  over: 'days',
  sql: 'if(countIf(gap > 0) = 0, null, min(age) * countIf(gap > 0) / sum(gap))',
  relative: true,
  changeable: true,
  after: (known, effort) => {
    const { count, sum } = spacesAfter(known, effort);
    const age = ageAfter(known, effort);
    return count === 0 || age === null ? null : (age * count) / sum;
  },
  sentence: (value) =>
    value === null
      ? 'No earlier break to compare with'
      : `This break is ${againstUsual(value)} for this learner`,
  typical: againstUsual,
};
