import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type AudioRefusal, type DecodedAudio, joined, refuse } from './decoded-audio.ts';

/** The functions of minimp3-wasm's decoder; offsets and sizes are in bytes. */
interface Minimp3 {
  readonly memory: { readonly buffer: ArrayBuffer };
  decoder_init(): void;
  decoder_set_mp3_data_size(bytes: number): void;
  decoder_mp3_data_offset(): number;
  decoder_decode(seconds: number): void;
  decoder_pcm_data_offset(): number;
  decode_results_sampling_rate(): number;
  decode_results_num_channels(): number;
  decode_results_num_samples(): number;
}

/** How much is decoded at once. */
const PIECE_SECONDS = 10;

/** Decodes MPEG audio, layer 3, from its first frame; anything before it, such as tags and zeros, is skipped. */
export function decodeMp3(bytes: Uint8Array, mostSeconds: number): DecodedAudio | AudioRefusal {
  const sound = bytes.subarray(firstFrame(bytes));
  const file = createRequire(import.meta.url).resolve('minimp3-wasm/dist/decoder.opt.wasm');
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)));
  const decoder = exports as unknown as Minimp3;
  decoder.decoder_init();
  decoder.decoder_set_mp3_data_size(sound.length);
  new Uint8Array(decoder.memory.buffer, decoder.decoder_mp3_data_offset(), sound.length).set(sound);
  const pieces: Float32Array[] = [];
  let decoded = 0;
  let sampleRate = 0;
  while (sampleRate === 0 || decoded < mostSeconds * sampleRate) {
    decoder.decoder_decode(PIECE_SECONDS);
    const count = decoder.decode_results_num_samples();
    const channels = decoder.decode_results_num_channels();
    if (count === 0 || channels === 0) break;
    sampleRate = decoder.decode_results_sampling_rate();
    const pcm = new Int16Array(decoder.memory.buffer, decoder.decoder_pcm_data_offset(), count);
    const piece = new Float32Array(count / channels);
    for (let i = 0; i < count; i += 1) piece[Math.floor(i / channels)] += pcm[i] / 32_768 / channels;
    pieces.push(piece);
    decoded += piece.length;
  }
  if (decoded === 0) return refuse('damaged', 'No frame of this MP3 file can be decoded.');
  return { sampleRate, samples: joined(pieces), truncated: false };
}

/**
 * Where the first frame begins: the first header that is followed by a second one at the distance that it states.
 *
 * @returns the length of the file where there is no frame
 */
export function firstFrame(bytes: Uint8Array): number {
  let at = bytes[0] === 0x49 && bytes[1] === 0x44 && bytes[2] === 0x33 ? 10 + tagBytes(bytes) : 0;
  for (; at + 4 <= bytes.length; at += 1) {
    const length = frameBytes(bytes, at);
    if (length === null) continue;
    const next = at + length;
    if (next + 4 > bytes.length ? next <= bytes.length : frameBytes(bytes, next) !== null) return at;
  }
  return bytes.length;
}

/** The length of an ID3 tag, which is written with seven bits in each byte. */
const tagBytes = (bytes: Uint8Array): number =>
  (bytes[6] << 21) | (bytes[7] << 14) | (bytes[8] << 7) | bytes[9];

const KILOBITS_MPEG_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const KILOBITS_MPEG_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const SAMPLE_RATES = [44_100, 48_000, 32_000];

/** The length of the layer 3 frame whose header stands here (ISO/IEC 11172-3, 2.4.1.3); null where no header does. */
function frameBytes(bytes: Uint8Array, at: number): number | null {
  if (bytes[at] !== 0xff || (bytes[at + 1] & 0xe6) !== 0xe2) return null;
  const version = (bytes[at + 1] >> 3) & 3;
  const bitrate = bytes[at + 2] >> 4;
  const rate = (bytes[at + 2] >> 2) & 3;
  if (version === 1 || bitrate === 0 || bitrate === 15 || rate === 3) return null;
  const isMpeg1 = version === 3;
  const sampleRate = SAMPLE_RATES[rate] / (isMpeg1 ? 1 : version === 2 ? 2 : 4);
  const kilobits = (isMpeg1 ? KILOBITS_MPEG_1 : KILOBITS_MPEG_2)[bitrate];
  return Math.floor(((isMpeg1 ? 144_000 : 72_000) * kilobits) / sampleRate) + ((bytes[at + 2] >> 1) & 1);
}
