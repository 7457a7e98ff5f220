import { describe, expect, it } from 'vitest';
import { at } from '../../test/contracts/example-occasion.ts';
import { daysSince, deliveredWithin, type PastNudge } from './past-nudge.ts';

const now = at('2014-03-13T09:00:00Z');

describe('daysSince', () => {
  it('counts dates, not hours', () => {
    expect(daysSince(at('2014-03-13T00:00:00Z'), now)).toBe(0);
    expect(daysSince(at('2014-03-12T23:59:59Z'), now)).toBe(1);
    expect(daysSince(at('2014-03-06T12:00:00Z'), now)).toBe(7);
    expect(daysSince(at('2014-03-14T08:00:00Z'), now)).toBe(-1);
  });
});

describe('deliveredWithin', () => {
  it('gives the deliveries of the last dates, and none from the future', () => {
    const [week, six, today, later]: PastNudge[] = [
      '2014-03-06T23:00:00Z',
      '2014-03-07T00:00:00Z',
      '2014-03-13T09:00:00Z',
      '2014-03-13T09:00:01Z',
    ].map((iso) => ({ intervention: 'reconnect', recipient: 'learner', deliveredAt: at(iso), ghost: false }));
    const history = [week, six, today, later] as PastNudge[];
    expect(deliveredWithin(history, now, 7)).toEqual([six, today]);
    expect(deliveredWithin(history, now, 8)).toEqual([week, six, today]);
  });
});
