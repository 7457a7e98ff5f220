import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const clicksCollaborationLast28d: Indicator = {
  name: 'clicks_collaboration_last_28d',
  unit: 'clicks',
  topic: 'content',
  better: 'more',
  windowDays: 28,
  over: 'days',
  sql: 'sumIf(clicks_collaboration, age <= 28)',
  relative: true,
  changeable: true,
  after: (known, { activeDays, kindClicksPerDay }) =>
    (known('clicks_collaboration_last_28d') ?? 0) + activeDays * kindClicksPerDay.collaboration,
  sentence: (value) => howMany(value, 'click', 'in shared work in the last four weeks'),
};
