/** What a decoder makes of a file: one channel, the mean of all, at the rate of the file. */
export interface DecodedAudio {
  readonly sampleRate: number;
  /** From -1 to 1. */
  readonly samples: Float32Array;
  /** The file ends before it says that it does; `samples` holds what is whole. */
  readonly truncated: boolean;
}

/** Why a file gives no sound. */
export type AudioRefusalReason = 'empty' | 'unknown_format' | 'unsupported_format' | 'damaged' | 'too_long';

/** A file that cannot be listened to, with what would be right. */
export interface AudioRefusal {
  readonly refused: AudioRefusalReason;
  readonly message: string;
}

export const isRefused = (result: object): result is AudioRefusal => 'refused' in result;

export const refuse = (refused: AudioRefusalReason, message: string): AudioRefusal => ({ refused, message });

/** One array of all pieces. */
export function joined(pieces: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
