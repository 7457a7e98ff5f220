import type { EnrolmentView } from '../../../src/read/enrolment-view.ts';

export type Decision = EnrolmentView['decisions'][number];
export type JudgedCandidate = Decision['candidates'][number];

/** The reasons a candidate was not sent, each with the guard that forbade it. */
export const refusals = ({ verdicts }: JudgedCandidate): { guard: string; reason: string }[] =>
  verdicts
    .filter(({ allowed }) => !allowed)
    .map(({ guard, reason }) => ({ guard, reason: reason ?? 'forbidden, no reason given' }));

export const passedGuards = ({ verdicts }: JudgedCandidate): string[] =>
  verdicts.filter(({ allowed }) => allowed).map(({ guard }) => guard);

/** The result of a decision in a few words, and its kind, which gives its mark. */
export type DecisionOutcome = { readonly kind: 'sent' | 'heldOut' | 'nothing'; readonly text: string };

export function decisionOutcome({ candidates, holdout }: Decision): DecisionOutcome {
  const chosen = candidates.filter((candidate) => candidate.chosen);
  if (chosen.length > 0) return { kind: 'sent', text: chosen.map(({ title }) => title).join('; ') };
  if (holdout) return { kind: 'heldOut', text: 'In the comparison group, which gets no nudges' };
  if (candidates.length === 0) return { kind: 'nothing', text: 'Nothing proposed' };
  return { kind: 'nothing', text: 'Nothing sent' };
}
