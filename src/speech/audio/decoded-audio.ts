/** A decoded file: one channel, which is the mean of all channels, at the file's sample rate. */
export interface DecodedAudio {
  readonly sampleRate: number;
  /** From -1 to 1. */
  readonly samples: Float32Array;
  /** Whether the file ends before its header says; `samples` then holds what is complete. */
  readonly truncated: boolean;
}

/** Why a file gives no sound. */
export type AudioRefusalReason = 'empty' | 'unknown_format' | 'unsupported_format' | 'damaged' | 'too_long';

/** Why a file cannot be decoded, with advice on how to mend it. */
export interface AudioRefusal {
  readonly refused: AudioRefusalReason;
  readonly message: string;
}

export const isRefused = (result: object): result is AudioRefusal => 'refused' in result;

export const refuse = (refused: AudioRefusalReason, message: string): AudioRefusal => ({ refused, message });

/** All pieces joined into one array. */
export function joined(pieces: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
