import type { Guard } from '../guard.ts';

/** Learners who are likely to stay get no nudges: a nudge costs attention. Where no risk is known the rules decide alone. */
export const lowRisk: Guard = {
  name: 'low_risk',
  recipients: ['learner'],
  objection: ({ probability }, { minimumRisk }) =>
    probability === null || probability >= minimumRisk
      ? null
      : `The risk is ${percent(probability)}; nudges are for those from ${percent(minimumRisk)} on`,
};

/** Rounded down, so that a risk below the limit never reads as the limit. */
const percent = (share: number): string => `${Math.floor(share * 100 + 1e-9)} %`;
