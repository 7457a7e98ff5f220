import { percent } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const missedShare: Indicator = {
  name: 'missed_share',
  unit: 'share',
  topic: 'assessments',
  better: 'less',
  windowDays: null,
  over: 'enrolment',
  sql: 'if(notEmpty(due), length(missed) / length(due), null)',
  relative: true,
  changeable: true,
  sentence: (value) =>
    value === null
      ? 'No work due so far'
      : value === 0
        ? 'No work due so far is missing'
        : value === 1
          ? 'Has handed in none of the work due so far'
          : `Has not handed in ${percent(value)} of the work due so far`,
  typical: (value) => (value === 0 ? 'none' : percent(value)),
};
