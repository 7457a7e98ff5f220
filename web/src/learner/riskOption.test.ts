import { describe, expect, it } from 'vitest';
import type { EnrolmentView } from '../../../src/read/enrolment-view.ts';
import { nudgeMarks } from './riskOption.ts';

const presentation = {
  id: 'DDD-2014B',
  courseId: 'DDD',
  title: null,
  timeZone: 'UTC',
  startsOn: '2014-02-01',
  endsOn: '2014-09-30',
  lengthDays: 241,
  enrolments: 1,
  registered: 1,
  withdrawn: 0,
  finished: 0,
  assessments: [],
};
const message = (recipient: 'learner' | 'coach', deliveredAt: string): EnrolmentView['inbox'][number] => ({
  key: deliveredAt + recipient,
  intervention: 'come_back',
  recipient,
  priority: 'high',
  title: 'A short way back in',
  body: '',
  deliveredAt,
  openedAt: null,
});

describe('nudgeMarks', () => {
  it('stand on the line of the risk, for messages to the learner only', () => {
    const riskOverTime = [
      { asOf: '2014-02-15T09:00:00.000Z', day: 14, probability: 0.62, courseMedian: 0.3 },
    ];
    const inbox = [
      message('learner', '2014-02-16T09:00:00.000Z'),
      message('coach', '2014-02-16T09:00:00.000Z'),
    ];
    expect(nudgeMarks({ riskOverTime, inbox }, presentation)).toEqual([[15, 0.62, 'A short way back in']]);
  });
});
