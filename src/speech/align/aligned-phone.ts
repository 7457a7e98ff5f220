import type { WordPosition } from '../acoustic/phone-definitions.ts';

/** A phone where it was found in a recording. */
export interface AlignedPhone {
  /** The phone's number in the model. */
  readonly phone: number;
  readonly left: number;
  readonly right: number;
  readonly position: WordPosition;
  /** The index of its word in the text; -1 for silence. */
  readonly word: number;
  /** From this frame to the frame `to`, which is exclusive. */
  readonly from: number;
  readonly to: number;
}
