import { expect, it } from 'vitest';
import { whyNobody } from './phase.ts';

const notYet = { state: 'not_yet', fromDay: 14, from: '2014-02-15' } as const;

it('says when risks begin, or that the course ends before they do', () => {
  expect(whyNobody(notYet, { lengthDays: 234 })).toBe(
    'Risks begin on day 14 of the course, Sat, 15 Feb 2014.',
  );
  expect(whyNobody(notYet, { lengthDays: 14 })).toBe(
    'The model has no risks before day 14 of a course, and this one ends before that.',
  );
});

it('says that the course is over, and nothing while there are risks', () => {
  expect(whyNobody({ state: 'over', since: '2014-09-23' }, { lengthDays: 234 })).toBe(
    'The course has been over since Tue, 23 Sept 2014; there is nothing left to predict.',
  );
  expect(whyNobody({ state: 'shown' }, { lengthDays: 234 })).toBeNull();
});
