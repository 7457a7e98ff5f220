import { expect, test } from 'vitest';
import { addDays, type CalendarDate, startOfDate } from '../domain/moment.ts';
import { courseId, type Presentation, presentationId } from '../domain/presentation.ts';
import { activityByDay, assessmentsAt, type Fact } from './enrolment.ts';

const start = startOfDate('2014-02-01' as CalendarDate);
const work = (id: string, dueDay: number | null) => ({
  id,
  kind: 'tutor_marked' as const,
  dueDay,
  weightPercent: 25,
});
const course: Presentation = {
  id: presentationId('BBB-2014B'),
  courseId: courseId('BBB'),
  startsOn: '2014-02-01' as CalendarDate,
  lengthDays: 100,
  assessments: [
    work('undated', null),
    work('later', 40),
    work('early', 5),
    work('second', 10),
    work('third', 12),
  ],
};

const fact = (verb: string, day: number, changes: Partial<Fact> = {}): Fact => ({
  verb,
  object_id: 'x',
  object_type: 'quiz',
  at_ms: String(addDays(start, day)),
  interactions: 1,
  score: null,
  ...changes,
});

test('assessments come by their due day: submitted, late, missed or open', () => {
  const facts = [
    fact('submitted', 5.5, { object_id: 'early', score: 40 }),
    fact('submitted', 9, { object_id: 'early', score: 70 }),
    fact('submitted', 11, { object_id: 'second' }),
  ];
  const found = assessmentsAt(course, facts, addDays(start, 20));
  expect(
    found.map(({ id, status, submittedOn, scorePercent }) => [id, status, submittedOn, scorePercent]),
  ).toEqual([
    ['early', 'submitted', '2014-02-06', 70],
    ['second', 'late', '2014-02-12', null],
    ['third', 'missed', null, null],
    ['later', 'open', null, null],
    ['undated', 'open', null, null],
  ]);
});

test('activity is summed by day and type, and registering is none', () => {
  const facts = [
    fact('registered', -10),
    fact('interacted', 2, { interactions: 3 }),
    fact('response_scored', 2.5, { object_type: 'spoken' }),
    fact('interacted', 4, { interactions: 2 }),
  ];
  expect(activityByDay(course, facts)).toEqual([
    { day: 2, date: '2014-02-03', interactions: 4, byType: { quiz: 3, spoken: 1 } },
    { day: 4, date: '2014-02-05', interactions: 2, byType: { quiz: 2 } },
  ]);
});
