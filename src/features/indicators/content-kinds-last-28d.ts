import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const contentKindsLast28d: Indicator = {
  name: 'content_kinds_last_28d',
  unit: 'count',
  topic: 'breadth',
  better: 'more',
  windowDays: 28,
  over: 'days',
  sql: 'toUInt8(sumIf(clicks_forum, age <= 28) > 0) + toUInt8(sumIf(clicks_quiz, age <= 28) > 0) + toUInt8(sumIf(clicks_material, age <= 28) > 0) + toUInt8(sumIf(clicks_navigation, age <= 28) > 0) + toUInt8(sumIf(clicks_reference, age <= 28) > 0) + toUInt8(sumIf(clicks_collaboration, age <= 28) > 0)',
  relative: true,
  changeable: true,
  after: (known, { activeDays, kindClicksPerDay }) =>
    (known('content_kinds_last_28d') ?? 0) +
    (activeDays === 0
      ? 0
      : Object.entries(kindClicksPerDay).filter(
          ([kind, clicks]) => clicks > 0 && (known(`clicks_${kind}_last_28d`) ?? 0) === 0,
        ).length),
  sentence: (value) => howMany(value, 'kind of content', 'used in the last four weeks', 'kinds of content'),
};
