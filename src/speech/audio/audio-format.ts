import { firstFrame } from './mp3.ts';

/** Kinds of sound files, by their content. */
export type AudioFormat = 'wav' | 'flac' | 'mp3' | 'ogg' | 'webm' | 'mp4' | 'aac' | 'amr' | 'caf' | 'aiff';

/** The bytes that files of each kind have at or near their beginning. */
const BEGINNINGS: readonly (readonly [AudioFormat, number, string])[] = [
  ['wav', 8, 'WAVE'],
  ['flac', 0, 'fLaC'],
  ['ogg', 0, 'OggS'],
  ['webm', 0, '\x1aE\xdf\xa3'],
  ['mp4', 4, 'ftyp'],
  ['amr', 0, '#!AMR'],
  ['caf', 0, 'caff'],
  ['aiff', 0, 'FORM'],
];

/** A search for MP3 frames stops here. */
const FAR = 1_000_000;

/** The format of a file by its bytes, regardless of its name; null where it is not a known format. */
export function audioFormat(bytes: Uint8Array): AudioFormat | null {
  const begin = new TextDecoder('latin1').decode(bytes.subarray(0, 16));
  const found = BEGINNINGS.find(([, at, mark]) => begin.startsWith(mark, at));
  if (found !== undefined) return found[0];
  // A raw AAC stream has frames that begin like those of MPEG audio, with layer 0.
  if (bytes[0] === 0xff && (bytes[1] & 0xf6) === 0xf0) return 'aac';
  const searched = bytes.subarray(0, FAR);
  return firstFrame(searched) < searched.length ? 'mp3' : null;
}
