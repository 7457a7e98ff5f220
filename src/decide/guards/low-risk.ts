import { percent } from '../../domain/phrase.ts';
import type { Guard } from '../guard.ts';

/** Learners who are likely to stay get no nudges: a nudge costs attention. Where no risk is known the rules decide alone. */
export const lowRisk: Guard = {
  name: 'low_risk',
  recipients: ['learner'],
  objection: ({ probability }, { minimumRisk }) =>
    probability === null || probability >= minimumRisk
      ? null
      : `The risk is ${below(minimumRisk, probability)}; nudges are for those from ${percent(minimumRisk)} on`,
};

/** A risk below the limit never reads as the limit, to which it may be rounded. */
const below = (limit: number, risk: number): string =>
  percent(risk) === percent(limit) ? `just under ${percent(limit)}` : percent(risk);
