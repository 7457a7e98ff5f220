import { open } from 'node:fs/promises';
import type { AnalysisRefusal } from '../../speech/analyser.ts';
import { type AudioFormat, audioFormat } from '../../speech/audio/audio-format.ts';

/** A sound file that the service accepts. */
export interface SoundFile {
  readonly mimeType: string;
  readonly sizeBytes: number;
}

/** https://ai.google.dev/gemini-api/docs/audio#supported-formats; current models also accept MP4 and WebM. */
const MIME_TYPES: Readonly<Partial<Record<AudioFormat, string>>> = {
  wav: 'audio/wav',
  mp3: 'audio/mp3',
  aiff: 'audio/aiff',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  mp4: 'audio/mp4',
  webm: 'audio/webm',
};

/**
 * Ten minutes of two channels of 16 bits at 48 kHz. Answers last seconds; a recording of a microphone that was left on
 * would cost money.
 */
const MOST_BYTES = 120_000_000;
/** How much of a file is read to recognise it. The tags before the sound of an MP3 file are seldom longer. */
const SEEN_BYTES = 1_000_000;

/** Recognises a file by its bytes. A file that is not a sound file never leaves this machine. */
export async function soundFile(path: string): Promise<SoundFile | AnalysisRefusal> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const begin = new Uint8Array(Math.min(size, SEEN_BYTES));
    const { bytesRead } = await file.read(begin, 0, begin.length, 0);
    const seen = begin.subarray(0, bytesRead);
    if (!seen.some((byte) => byte !== 0)) return { refused: 'empty', message: 'The file holds nothing.' };
    if (size > MOST_BYTES)
      return {
        refused: 'too_long',
        message: `The file has ${Math.round(size / 1e6)} MB; at most ${MOST_BYTES / 1e6} MB are sent: cut it to the answer.`,
      };
    const format = audioFormat(seen);
    const mimeType = format === null ? undefined : MIME_TYPES[format];
    if (mimeType !== undefined) return { mimeType, sizeBytes: size };
    return format === null
      ? { refused: 'unknown_format', message: 'This is no sound file.' }
      : {
          refused: 'unsupported_format',
          message: `${format.toUpperCase()} is not accepted by the service: convert it to FLAC or WAV first.`,
        };
  } finally {
    await file.close();
  }
}
