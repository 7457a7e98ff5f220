import type { WordPosition } from '../acoustic/phone-definitions.ts';

/** A phone where it was found in a recording. */
export interface AlignedPhone {
  /** Its number in the model. */
  readonly phone: number;
  readonly left: number;
  readonly right: number;
  readonly position: WordPosition;
  /** Which word of the text; -1 for silence. */
  readonly word: number;
  /** Frames, the end exclusive. */
  readonly from: number;
  readonly to: number;
}
