import { describe, expect, it } from 'vitest';
import { foundBy, riskOf, rulesWith, standingWith } from '../../../test/contracts/example-standing.ts';
import { risk } from './risk.ts';

const fromHigh = rulesWith('risk', { fromBand: 'high', silentAtMostDays: 35 });

describe('risk', () => {
  it('fires in the set band with the two strongest reasons', () => {
    expect(foundBy(risk, standingWith({ risk: riskOf(0.824, 'high') }), fromHigh)).toEqual({
      riskPercent: 82,
      mainReasons:
        'Was last here 12 days ago (typical: 2 days ago). 1 piece of work that was due was not handed in (typical: none).',
    });
  });

  it('fires in higher bands, but not in lower ones', () => {
    const fromMedium = rulesWith('risk', { fromBand: 'medium' });
    expect(foundBy(risk, standingWith({ risk: riskOf(0.8, 'high') }), fromMedium)).not.toBeNull();
    expect(foundBy(risk, standingWith({ risk: riskOf(0.5, 'medium') }), fromMedium)).not.toBeNull();
    expect(foundBy(risk, standingWith({ risk: riskOf(0.5, 'medium') }), fromHigh)).toBeNull();
    expect(foundBy(risk, standingWith({ risk: riskOf(0.1, 'low') }), fromMedium)).toBeNull();
  });

  it('asks for no call once the learner has been silent for too long, whether active before or never', () => {
    const silentFor = (active: number | null, registered: number, day: number) =>
      standingWith({
        day,
        risk: riskOf(0.8, 'high'),
        indicators: { days_since_last_activity: active, days_since_registration: registered },
      });
    expect(foundBy(risk, silentFor(35, 90, 60), fromHigh)).not.toBeNull();
    expect(foundBy(risk, silentFor(36, 90, 60), fromHigh)).toBeNull();
    expect(foundBy(risk, silentFor(null, 20, 60), fromHigh)).not.toBeNull();
    expect(foundBy(risk, silentFor(null, 90, 60), fromHigh)).toBeNull();
    expect(foundBy(risk, silentFor(90, 120, 20), fromHigh)).not.toBeNull();
  });

  it('works without reasons', () => {
    const unexplained = { ...riskOf(0.8, 'high'), reasons: [] };
    expect(foundBy(risk, standingWith({ risk: unexplained }), fromHigh)?.mainReasons).toBe('');
  });

  it('does not fire for an enrolment that has not been scored', () => {
    expect(foundBy(risk, standingWith({ risk: null }), fromHigh)).toBeNull();
  });
});
