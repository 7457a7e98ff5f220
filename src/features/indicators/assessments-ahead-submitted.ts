import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const assessmentsAheadSubmitted: Indicator = {
  name: 'assessments_ahead_submitted',
  unit: 'count',
  topic: 'assessments',
  better: 'more',
  windowDays: null,
  over: 'enrolment',
  sql: 'arrayCount(a -> has(handed_in_ids, a.assessment_id), ahead)',
  relative: true,
  changeable: true,
  after: (known, { handsInNext }) => (known('assessments_ahead_submitted') ?? 0) + (handsInNext ? 1 : 0),
  sentence: (value) =>
    howMany(value, 'piece of work', 'handed in for the coming deadlines', 'pieces of work', 'work'),
};
