import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const clicksReferenceLast28d: Indicator = {
  name: 'clicks_reference_last_28d',
  unit: 'clicks',
  topic: 'content',
  better: 'more',
  windowDays: 28,
  over: 'days',
  sql: 'sumIf(clicks_reference, age <= 28)',
  relative: true,
  changeable: true,
  after: (known, { activeDays, kindClicksPerDay }) =>
    (known('clicks_reference_last_28d') ?? 0) + activeDays * kindClicksPerDay.reference,
  sentence: (value) => howMany(value, 'click', 'on resources and links in the last four weeks'),
};
