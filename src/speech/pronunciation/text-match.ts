import { sigmoid } from '../../stats/sigmoid.ts';
import type { HeardSpeech } from '../hearing.ts';

/**
 * The chance that the recording contains the expected text at all, judged by how much better the best sequence of any
 * phones fits than the phones of the text, and by how many other phones fit better than each of these. The figures are
 * from a logistic regression on 941 utterances of speechocean762 with their own texts and with each other's, area under
 * the ROC curve 0.985.
 *
 * @returns null where no text was aligned with the recording
 */
export function textMatch({ expected, loop }: HeardSpeech): number | null {
  if (expected === null || expected.goodness.length === 0) return null;
  const { goodness } = expected;
  let [frames, lack, better] = [0, 0, 0];
  for (const { fit, betterOnes, phone } of goodness) {
    for (let frame = phone.from; frame < phone.to; frame += 1) lack += fit - loop.fits[frame];
    frames += phone.to - phone.from;
    better += Math.log1p(betterOnes) / goodness.length;
  }
  return sigmoid(10.5 + 1.14 * (lack / frames) - 6.2 * better);
}

/** Below this chance the learner said a different text, and the marks are given without the expected one. */
export const LEAST_TEXT_MATCH = 0.25;
