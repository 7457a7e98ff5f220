import { type AudioRefusal, type DecodedAudio, refuse } from './decoded-audio.ts';

const PCM = 1;
const FLOAT = 3;
const A_LAW = 6;
const MU_LAW = 7;
const EXTENSIBLE = 0xfffe;

interface Layout {
  readonly coding: number;
  readonly channels: number;
  readonly sampleRate: number;
  readonly bits: number;
}

/**
 * Decodes RIFF WAVE: PCM of 8 to 32 bits, floating point, A-law and mu-law (IBM and Microsoft 1991, "Multimedia
 * programming interface and data specifications 1.0"; ITU-T G.711). Recorders that stream leave the length of the data
 * at 0 or at its maximum; then everything that follows is data.
 *
 * @param mostSeconds decoding stops after this many seconds
 */
export function decodeWav(bytes: Uint8Array, mostSeconds: number): DecodedAudio | AudioRefusal {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let layout: Layout | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    const body = at + 8;
    if (name === 'fmt ' && body + 16 <= bytes.length) layout = layoutAt(view, body, length);
    if (name === 'data') {
      if (layout === null) return refuse('damaged', 'This WAV file has data before its format.');
      return samplesOf(view, body, length, layout, mostSeconds);
    }
    at = body + length + (length % 2);
  }
  return refuse('empty', 'This WAV file has a header and no sound.');
}

function layoutAt(view: DataView, at: number, length: number): Layout {
  const coding = view.getUint16(at, true);
  const isExtended = coding === EXTENSIBLE && length >= 26 && at + 26 <= view.byteLength;
  return {
    coding: isExtended ? view.getUint16(at + 24, true) : coding,
    channels: view.getUint16(at + 2, true),
    sampleRate: view.getUint32(at + 4, true),
    bits: view.getUint16(at + 14, true),
  };
}

function samplesOf(
  view: DataView,
  start: number,
  length: number,
  { coding, channels, sampleRate, bits }: Layout,
  mostSeconds: number,
): DecodedAudio | AudioRefusal {
  const read = readerOf(view, coding, bits);
  if (read === null || channels === 0 || sampleRate < 1_000)
    return refuse(
      'unsupported_format',
      `This WAV file has coding ${coding}, ${bits} bits, ${channels} channels at ${sampleRate} Hz; PCM, float, A-law and mu-law can be read.`,
    );
  const width = bits / 8;
  const present = view.byteLength - start;
  const isStreamed = length === 0 || length >= 0xffff_ff00;
  const frames = Math.floor((isStreamed ? present : Math.min(length, present)) / (width * channels));
  if (frames === 0) return refuse('empty', 'This WAV file has a header and no sound.');
  const samples = new Float32Array(Math.min(frames, Math.ceil(mostSeconds * sampleRate)));
  for (let i = 0; i < samples.length; i += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1)
      sum += read(start + (i * channels + channel) * width);
    samples[i] = sum / channels;
  }
  return { sampleRate, samples, truncated: !isStreamed && length > present };
}

/** A function that reads the sample at a byte offset; null where the coding is unknown. */
function readerOf(view: DataView, coding: number, bits: number): ((at: number) => number) | null {
  if (coding === PCM && bits === 8) return (at) => (view.getUint8(at) - 128) / 128;
  if (coding === PCM && bits === 16) return (at) => view.getInt16(at, true) / 32_768;
  if (coding === PCM && bits === 24)
    return (at) => (view.getInt8(at + 2) * 65_536 + view.getUint16(at, true)) / 8_388_608;
  if (coding === PCM && bits === 32) return (at) => view.getInt32(at, true) / 2_147_483_648;
  if (coding === FLOAT && bits === 32) return (at) => finite(view.getFloat32(at, true));
  if (coding === FLOAT && bits === 64) return (at) => finite(view.getFloat64(at, true));
  if (coding === MU_LAW && bits === 8) return (at) => muLaw(view.getUint8(at)) / 32_768;
  if (coding === A_LAW && bits === 8) return (at) => aLaw(view.getUint8(at)) / 32_768;
  return null;
}

const finite = (value: number): number => (Number.isFinite(value) ? value : 0);

function muLaw(byte: number): number {
  const flipped = ~byte & 255;
  const size = (((flipped & 15) << 3) + 132) * 2 ** ((flipped >> 4) & 7) - 132;
  return flipped >= 128 ? -size : size;
}

function aLaw(byte: number): number {
  const flipped = byte ^ 0x55;
  const exponent = (flipped >> 4) & 7;
  const mantissa = (flipped & 15) << 4;
  const size = exponent === 0 ? mantissa + 8 : (mantissa + 264) * 2 ** (exponent - 1);
  return flipped >= 128 ? size : -size;
}
