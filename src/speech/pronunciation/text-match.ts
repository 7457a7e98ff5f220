import { sigmoid } from '../../stats/sigmoid.ts';
import type { HeardSpeech } from '../hearing.ts';

/**
 * The chance that the recording holds the expected text at all, by how much better any other phones fit than those of the
 * text. Logistic regression on 941 utterances of speechocean762 with their own texts and with each other's, area under the
 * ROC curve 0.985.
 *
 * @returns null where no text was laid along the recording
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

/** A text below this chance is another one: the marks then go without it. */
export const LEAST_TEXT_MATCH = 0.25;
