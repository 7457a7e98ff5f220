import type { Comparison } from '../judge/comparison.ts';

/** What one gate says about a candidate. */
export type GateVerdict =
  | { readonly gate: string; readonly passed: true; readonly finding: string }
  | { readonly gate: string; readonly passed: false; readonly finding: string };

/** Whether a candidate takes the champion's place, and why. */
export interface Promotion {
  readonly promoted: boolean;
  readonly reason: string;
  readonly gates: readonly GateVerdict[];
}

/**
 * A candidate is promoted only where every gate lets it pass. A candidate that may be better by chance alone stays a
 * candidate: people know the champion, and each change costs effort for everybody who has to understand the risks.
 *
 * @param comparison champion first, candidate second, on the latest slice that neither has learnt from; null where
 *   there is no champion to beat
 * @param others verdicts of further gates, for example of the fairness audit
 */
export function judgePromotion(comparison: Comparison | null, others: readonly GateVerdict[]): Promotion {
  const gates = [
    ...(comparison === null ? [] : [betterProbabilities(comparison), noWorseRanking(comparison)]),
    ...others,
  ];
  const objections = gates.filter(({ passed }) => !passed);
  const promoted = objections.length === 0;
  const findings = (promoted ? gates : objections).map(({ finding }) => finding);
  return { promoted, reason: findings.join(' ') || 'There was no champion.', gates };
}

/**
 * The Brier score decides: it is proper, so no model gains by stating other probabilities than it believes, and it sees
 * both the order of the learners and the truth of the probabilities (Gneiting and Raftery 2007, "Strictly proper scoring
 * rules", Journal of the American Statistical Association 102).
 */
function betterProbabilities({ brier }: Comparison): GateVerdict {
  const passed = brier.better === 'second';
  const { value, low, high } = brier.difference;
  const change = `Brier score ${signed(value)} against the champion (95 % interval ${signed(low)} to ${signed(high)})`;
  return {
    gate: 'better',
    passed,
    finding: passed ? `${change}.` : `${change}: that is not clearly better.`,
  };
}

/** Well-calibrated probabilities that hardly differ between learners would not help a coach. */
function noWorseRanking({ auc }: Comparison): GateVerdict {
  const passed = auc.better !== 'first';
  const { value, low, high } = auc.difference;
  const change = `AUC ${signed(value)} (${signed(low)} to ${signed(high)})`;
  return { gate: 'ranking', passed, finding: passed ? `${change}.` : `${change}: it ranks worse.` };
}

const signed = (value: number | null): string =>
  value === null ? 'unknown' : `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(4)}`;
