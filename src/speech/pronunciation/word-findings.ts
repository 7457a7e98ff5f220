import { FRAME_SECONDS } from '../acoustic/cepstra.ts';
import type { HeardSpeech } from '../hearing.ts';

/** How a word of the text was said. */
export interface WordFinding {
  readonly word: string;
  /** Whether the word is in the dictionary; otherwise its expected sounds are a guess. */
  readonly isKnown: boolean;
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /**
   * The expected sounds; for each, the sound that fitted best, and the probability, 0 to 1, that the expected one was
   * said.
   */
  readonly phones: readonly {
    readonly expected: string;
    readonly heard: string;
    readonly probability: number;
  }[];
}

/** Word by word, for feedback to a learner. */
export function wordFindings({ expected }: HeardSpeech, names: readonly string[]): WordFinding[] {
  if (expected === null) return [];
  return [...Map.groupBy(expected.goodness, ({ phone }) => phone.word)].map(([nth, phones]) => ({
    word: expected.words[nth].word,
    isKnown: expected.words[nth].isKnown,
    fromSeconds: phones[0].phone.from * FRAME_SECONDS,
    toSeconds: phones[phones.length - 1].phone.to * FRAME_SECONDS,
    phones: phones.map(({ phone, heard, posterior }) => ({
      expected: names[phone.phone],
      heard: names[heard],
      probability: Math.exp(posterior),
    })),
  }));
}
