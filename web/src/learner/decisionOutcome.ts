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

const titles = (candidates: readonly JudgedCandidate[]): string =>
  candidates.map(({ title }) => title).join('; ');

/** The result of a decision in a few words, and its kind, which gives its mark. */
export type DecisionOutcome = {
  readonly kind: 'sent' | 'replayed' | 'heldOut' | 'nothing';
  readonly text: string;
};

export function decisionOutcome({ candidates, holdout, replayed }: Decision): DecisionOutcome {
  const chosen = titles(candidates.filter((candidate) => candidate.chosen));
  if (chosen !== '')
    return replayed
      ? { kind: 'replayed', text: `Replayed, not sent: ${chosen}` }
      : { kind: 'sent', text: chosen };
  const ghosts = titles(candidates.filter(({ ghost }) => ghost));
  if (ghosts !== '') return { kind: 'heldOut', text: `In the comparison group, would have got: ${ghosts}` };
  if (holdout) return { kind: 'heldOut', text: 'In the comparison group, which gets no nudges' };
  if (candidates.length === 0) return { kind: 'nothing', text: 'Nothing proposed' };
  return { kind: 'nothing', text: 'Nothing sent' };
}
