import { FRAME_SECONDS } from './acoustic/cepstra.ts';
import type { HeardSpeech, HeardVoice } from './hearing.ts';
import { IMPROBABLE, wordPosteriors } from './pronunciation/speech-features.ts';
import type { Measured } from './voice/voice-features.ts';

/** What a learner did and how the voice sounded: the measurements from which a baseline is built. */
export function behaviourOf({ measured }: HeardVoice, speech: HeardSpeech): Measured {
  const phones = (speech.expected?.alignment ?? speech.loop).phones;
  const spoken = phones.filter(({ word }) => word >= 0);
  const [start, end] = [spoken[0]?.from ?? 0, spoken.at(-1)?.to ?? 0];
  const paused = phones
    .filter(({ word, from, to }) => word < 0 && from > start && to < end)
    .reduce((sum, { from, to }) => sum + to - from, 0);
  return {
    ...measured,
    seconds_before_speech: start * FRAME_SECONDS,
    speech_seconds: (end - start) * FRAME_SECONDS,
    phones_per_second: spoken.length / ((end - start) * FRAME_SECONDS),
    pause_share: paused / (end - start),
    completeness: completeness(speech),
  };
}

/** The share of the expected words that were said, judged by the sounds; NaN without a text. */
export function completeness({ expected }: HeardSpeech): number {
  if (expected === null) return Number.NaN;
  const words = wordPosteriors(expected.goodness);
  return words.filter((word) => word > 2 * IMPROBABLE).length / words.length;
}
