import { describe, expect, it } from 'vitest';
import type { PresentationView } from '../../../src/read/presentations-view.ts';
import { openingPresentation } from './opening.ts';

const presentation = (id: string, startsOn: string): PresentationView => ({
  id,
  courseId: 'DDD',
  title: null,
  timeZone: 'UTC',
  startsOn,
  endsOn: startsOn,
  lengthDays: 241,
  enrolments: 1,
  registered: 1,
  withdrawn: 0,
  finished: 0,
  assessments: [],
});
const known = [
  presentation('DDD-2013B', '2013-02-01'),
  presentation('DDD-2014B', '2014-02-01'),
  presentation('DDD-2030B', '2030-02-01'),
];

describe('openingPresentation', () => {
  it("is the time machine's", () => {
    const clock = {
      now: '2014-04-07T09:00:00.000Z',
      timeMachine: { presentationId: 'DDD-2013B' },
      notice: null,
    };
    expect(openingPresentation(known, clock)?.id).toBe('DDD-2013B');
  });

  it('is otherwise the latest one that has started', () => {
    expect(
      openingPresentation(known, { now: '2026-01-01T00:00:00.000Z', timeMachine: null, notice: null })?.id,
    ).toBe('DDD-2014B');
  });

  it('is one still to come if none has started, and undefined if there is none', () => {
    const clock = { now: '2001-01-01T00:00:00.000Z', timeMachine: null, notice: null };
    expect(openingPresentation(known, clock)?.id).toBe('DDD-2030B');
    expect(openingPresentation([], clock)).toBeUndefined();
  });
});
