import { describe, expect, it } from 'vitest';
import {
  type Decision,
  decisionOutcome,
  type JudgedCandidate,
  passedGuards,
  refusals,
} from './decisionOutcome.ts';

const candidate = (changes: Partial<JudgedCandidate>): JudgedCandidate => ({
  intervention: 'come_back',
  proposedBy: 'inactivity',
  recipient: 'learner',
  priority: 'high',
  title: 'A short way back in',
  body: '',
  facts: {},
  chosen: false,
  ghost: false,
  verdicts: [],
  ...changes,
});
const decision = (changes: Partial<Decision>): Decision => ({
  id: 'd',
  decidedAt: '2014-04-07T09:00:00.000Z',
  probability: 0.7,
  holdout: false,
  replayed: false,
  candidates: [],
  ...changes,
});

describe('decisionOutcome', () => {
  it('names what was sent', () => {
    expect(decisionOutcome(decision({ candidates: [candidate({ chosen: true }), candidate({})] }))).toEqual({
      kind: 'sent',
      text: 'A short way back in',
    });
  });

  it('says of a replay, and of a learner who is held out, that nothing was sent', () => {
    const replayed = decision({ replayed: true, candidates: [candidate({ chosen: true })] });
    expect(decisionOutcome(replayed)).toEqual({
      kind: 'replayed',
      text: 'Replayed, not sent: A short way back in',
    });
    const heldOut = decision({ holdout: true, candidates: [candidate({ ghost: true })] });
    expect(decisionOutcome(heldOut)).toEqual({
      kind: 'heldOut',
      text: 'In the comparison group, would have got: A short way back in',
    });
  });

  it('tells the holdout from a refusal and from no proposal', () => {
    expect(decisionOutcome(decision({ holdout: true, candidates: [candidate({})] })).kind).toBe('heldOut');
    expect(decisionOutcome(decision({ candidates: [candidate({})] })).text).toBe('Nothing sent');
    expect(decisionOutcome(decision({})).text).toBe('Nothing proposed');
  });
});

describe('verdicts', () => {
  it('divide into refusals with their reasons and guards that allowed them', () => {
    const judged = candidate({
      verdicts: [
        { guard: 'weekly_cap', allowed: false, reason: 'at most 2 nudges a week' },
        { guard: 'quiet_hours', allowed: true },
      ],
    });
    expect(refusals(judged)).toEqual([{ guard: 'weekly_cap', reason: 'at most 2 nudges a week' }]);
    expect(passedGuards(judged)).toEqual(['quiet_hours']);
  });
});
