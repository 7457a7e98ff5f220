import { percent } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const weightMissedShare: Indicator = {
  name: 'weight_missed_share',
  unit: 'share',
  topic: 'assessments',
  better: 'less',
  windowDays: null,
  over: 'enrolment',
  sql: 'if(arraySum(a -> a.weight, due) > 0, arraySum(a -> a.weight, missed) / arraySum(a -> a.weight, due), null)',
  relative: true,
  changeable: true,
  sentence: (value) =>
    value === null
      ? 'Nothing that counts was due so far'
      : value === 0
        ? 'No marks lost so far to work not handed in'
        : `Work not handed in cost ${percent(value)} of the marks due so far`,
  typical: (value) => (value === 0 ? 'none' : percent(value)),
};
