import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const clicksMaterialTotal: Indicator = {
  name: 'clicks_material_total',
  unit: 'clicks',
  topic: 'content',
  better: 'more',
  windowDays: null,
  over: 'days',
  sql: 'sum(clicks_material)',
  relative: true,
  changeable: true,
  after: (known, { activeDays, kindClicksPerDay }) =>
    (known('clicks_material_total') ?? 0) + activeDays * kindClicksPerDay.material,
  sentence: (value) => howMany(value, 'click', 'on the course material so far'),
};
