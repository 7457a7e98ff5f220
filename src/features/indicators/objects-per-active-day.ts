import { counted } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const objectsPerActiveDay: Indicator = {
  name: 'objects_per_active_day',
  unit: 'ratio',
  topic: 'breadth',
  better: 'more',
  windowDays: null,
  over: 'days',
  sql: 'if(countIf(clicks > 0) = 0, null, sum(objects) / countIf(clicks > 0))',
  relative: true,
  changeable: true,
  after: (known, { activeDays, objectsPerDay }) => {
    const before = known('active_days_total') ?? 0;
    const days = before + activeDays;
    return days === 0
      ? null
      : ((known('objects_per_active_day') ?? 0) * before + activeDays * objectsPerDay) / days;
  },
  sentence: (value) =>
    value === null
      ? 'No active day so far'
      : `${counted(value, 'piece of content', 'pieces of content')} on an active day, on average`,
};
