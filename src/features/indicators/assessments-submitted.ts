import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const assessmentsSubmitted: Indicator = {
  name: 'assessments_submitted',
  unit: 'count',
  topic: 'assessments',
  better: 'more',
  windowDays: null,
  over: 'enrolment',
  sql: 'length(handed_in)',
  relative: true,
  changeable: true,
  after: (known, { handsInNext }) => (known('assessments_submitted') ?? 0) + (handsInNext ? 1 : 0),
  sentence: (value) => howMany(value, 'piece of work', 'handed in so far', 'pieces of work', 'work'),
};
