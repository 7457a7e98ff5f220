import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const clicksMaterialLast28d: Indicator = {
  name: 'clicks_material_last_28d',
  unit: 'clicks',
  topic: 'content',
  better: 'more',
  windowDays: 28,
  over: 'days',
  sql: 'sumIf(clicks_material, age <= 28)',
  relative: true,
  changeable: true,
  after: (known, { activeDays, kindClicksPerDay }) =>
    (known('clicks_material_last_28d') ?? 0) + activeDays * kindClicksPerDay.material,
  sentence: (value) => howMany(value, 'click', 'on the course material in the last four weeks'),
};
