import { describe, expect, it } from 'vitest';
import { at, occasionWith } from '../../../test/contracts/example-occasion.ts';
import { shippedSettings } from '../../../test/contracts/example-standing.ts';
import type { Recipient } from '../../domain/decision.ts';
import { weeklyCap } from './weekly-cap.ts';

const settings = { ...shippedSettings.guards, maxPerWeek: 2 };
const objectionAfter = (...days: string[]) =>
  objectionAfterAny(...days.map((day) => ['learner', day] as const));
const objectionAfterAny = (...past: (readonly [Recipient, string])[]) =>
  weeklyCap.objection(
    occasionWith({
      history: past.map(([recipient, day]) => ({
        intervention: 'catch_up',
        recipient,
        deliveredAt: at(`2014-03-${day}T09:00:00Z`),
        ghost: false,
      })),
      now: at('2014-03-13T09:00:00Z'),
    }),
    settings,
  );

describe('weekly cap', () => {
  it('forbids one more than is allowed', () => {
    expect(objectionAfter()).toBeNull();
    expect(objectionAfter('11')).toBeNull();
    expect(objectionAfter('11', '12')).toBe('2 nudges in the last 7 days; the most allowed is 2');
  });

  it('forgets after seven dates', () => {
    expect(objectionAfter('07', '12')).not.toBeNull();
    expect(objectionAfter('06', '12')).toBeNull();
  });

  it('counts neither calls by a coach nor later deliveries', () => {
    expect(objectionAfterAny(['coach', '11'], ['coach', '12'], ['learner', '12'])).toBeNull();
    expect(objectionAfter('12', '14', '15')).toBeNull();
  });
});
