import { rounding } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const activeWeeksLast4: Indicator = {
  name: 'active_weeks_last_4',
  unit: 'count',
  topic: 'regularity',
  better: 'more',
  windowDays: 28,
  over: 'days',
  sql: 'toUInt8(countIf(age <= 7) > 0) + toUInt8(countIf(age > 7 and age <= 14) > 0) + toUInt8(countIf(age > 14 and age <= 21) > 0) + toUInt8(countIf(age > 21 and age <= 28) > 0)',
  relative: true,
  changeable: true,
  after: (known, { activeDays }) =>
    (known('active_weeks_last_4') ?? 0) +
    (activeDays > 0 && (known('active_days_last_7d') ?? 0) === 0 ? 1 : 0),
  sentence: (value) =>
    value === null
      ? 'Active weeks of the last four: not known'
      : value === 0
        ? 'Not active in any of the last four weeks'
        : value === 4
          ? 'Active in each of the last four weeks'
          : `Active in ${rounding(value)} of the last four weeks`,
};
