import { describe, expect, it } from 'vitest';
import { afterNudge, afterText } from './afterNudge.ts';
import { probabilityOn } from './riskHistory.ts';

const history = [
  { asOf: '2014-02-08T09:00:00.000Z', day: 7, probability: 0.4, courseMedian: 0.3 },
  { asOf: '2014-02-15T09:00:00.000Z', day: 14, probability: 0.62, courseMedian: 0.3 },
  { asOf: '2014-02-22T09:00:00.000Z', day: 21, probability: 0.48, courseMedian: 0.3 },
];
const active = (date: string) => ({ day: 0, date, interactions: 3, byType: {} });

describe('probabilityOn', () => {
  it('takes the nearest week', () => {
    expect(probabilityOn(history, '2014-02-16T09:00:00.000Z', 0)).toBe(0.62);
    expect(probabilityOn(history, '2014-02-22T09:00:00.000Z', -7)).toBe(0.62);
  });

  it('is null where no known risk is near', () => {
    expect(probabilityOn(history, '2014-03-08T09:00:00.000Z', 0)).toBeNull();
    expect(probabilityOn([], '2014-02-08T09:00:00.000Z', 0)).toBeNull();
  });
});

describe('what came after a nudge', () => {
  it('is the risk a week later and the next day with activity', () => {
    const activity = [active('2014-02-15'), active('2014-02-17')];
    const after = afterNudge({ riskOverTime: history, activity }, '2014-02-15T09:00:00.000Z');
    // Activity on the day itself does not count: it has no hour, and may have come before the nudge.
    expect(after).toEqual({ riskThen: 0.62, riskAfter: 0.48, activeAfterDays: 2 });
    expect(afterText(after)).toBe('Active again after 2 days. Risk 62% then, 48% a week later.');
  });

  it('says what is not known yet', () => {
    const after = afterNudge({ riskOverTime: history, activity: [] }, '2014-02-22T09:00:00.000Z');
    expect(after.riskAfter).toBeNull();
    expect(afterText(after)).toBe('No activity since. Risk 48% then, not known yet a week later.');
  });
});
