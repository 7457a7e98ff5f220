import { describe, expect, it } from 'vitest';
import { deadlinesOf } from './deadlines.ts';

const due = (kind: 'tutor_marked' | 'computer_marked' | 'exam', dueDay: number | null) => ({
  id: `${kind} ${dueDay}`,
  kind,
  dueOn: null,
  dueAt: null,
  dueDay,
  weightPercent: 10,
});

describe('deadlinesOf', () => {
  it('names each day once, in order, and leaves out what has no day in the course', () => {
    const assessments = [
      due('computer_marked', 40),
      due('tutor_marked', 12),
      due('tutor_marked', 40),
      due('tutor_marked', 40),
      due('exam', null),
      due('exam', 300),
    ];
    expect(deadlinesOf({ assessments, lengthDays: 234 })).toEqual([
      { day: 12, name: 'Tutor marked due' },
      { day: 40, name: 'Computer marked and tutor marked due' },
    ]);
  });
});
