import { describe, expect, it } from 'vitest';
import { occasionWith } from '../../../test/contracts/example-occasion.ts';
import { shippedSettings } from '../../../test/contracts/example-standing.ts';
import { lowRisk } from './low-risk.ts';

const settings = { ...shippedSettings.guards, minimumRisk: 0.4 };
const objectionAt = (probability: number | null) =>
  lowRisk.objection(occasionWith({ probability }), settings);

describe('low risk', () => {
  it('forbids nudges to learners who are likely to stay', () => {
    expect(objectionAt(0.12)).toBe('The risk is 12%; nudges are for those from 40% on');
    expect(objectionAt(0.3999)).toBe('The risk is just under 40%; nudges are for those from 40% on');
    expect(objectionAt(0.4)).toBeNull();
    expect(objectionAt(0.9)).toBeNull();
  });

  it('names the limit as it was set', () => {
    const at29 = { ...settings, minimumRisk: 0.29 };
    expect(lowRisk.objection(occasionWith({ probability: 0.1 }), at29)).toMatch(/from 29% on/);
  });

  it('does not object where no risk is known', () => {
    expect(objectionAt(null)).toBeNull();
  });

  it('does not stand between a coach and a learner', () => {
    expect(lowRisk.recipients).toEqual(['learner']);
  });
});
