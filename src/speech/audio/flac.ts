import { type BitReader, bitReader } from './bit-reader.ts';
import { type AudioRefusal, type DecodedAudio, joined, refuse } from './decoded-audio.ts';

/** The first metadata block of a FLAC file. */
interface StreamInfo {
  readonly sampleRate: number;
  readonly channels: number;
  readonly bitsPerSample: number;
  /** 0 where the encoder did not know. */
  readonly totalSamples: number;
  /** The byte at which the first frame begins. */
  readonly firstFrame: number;
}

const STREAM_INFO = 0;

/**
 * Decodes FLAC (RFC 9639).
 *
 * @param mostSeconds decoding stops after this many seconds
 */
export function decodeFlac(bytes: Uint8Array, mostSeconds: number): DecodedAudio | AudioRefusal {
  const info = streamInfo(bytes);
  if (info === null) return refuse('damaged', 'This FLAC file has no readable stream information.');
  const most = Math.ceil(mostSeconds * info.sampleRate);
  const pieces: Float32Array[] = [];
  let decoded = 0;
  let byte = info.firstFrame;
  while (decoded < most && byte + 2 < bytes.length) {
    const frame = decodeFrame(bytes, byte, info);
    if (frame === null) break;
    pieces.push(frame.samples);
    decoded += frame.samples.length;
    byte = frame.end;
  }
  const truncated = decoded < most && decoded < info.totalSamples;
  if (decoded === 0)
    return refuse(
      info.firstFrame >= bytes.length ? 'empty' : 'damaged',
      'No frame of this FLAC file can be decoded.',
    );
  return { sampleRate: info.sampleRate, samples: joined(pieces), truncated };
}

function streamInfo(bytes: Uint8Array): StreamInfo | null {
  let info: Omit<StreamInfo, 'firstFrame'> | null = null;
  for (let at = 4; at + 4 <= bytes.length; ) {
    const isLast = bytes[at] >= 128;
    const length = (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    if ((bytes[at] & 127) === STREAM_INFO && at + 4 + 18 <= bytes.length) {
      const reader = bitReader(bytes, at + 4 + 10);
      info = {
        sampleRate: reader.bits(20),
        channels: reader.bits(3) + 1,
        bitsPerSample: reader.bits(5) + 1,
        totalSamples: reader.bits(36),
      };
    }
    at += 4 + length;
    if (isLast) return info !== null && info.sampleRate > 0 ? { ...info, firstFrame: at } : null;
  }
  return null;
}

const BLOCK_SIZES = [0, 192, 576, 1152, 2304, 4608, 0, 0, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768];
const LEFT_SIDE = 8;
const RIGHT_SIDE = 9;
const MID_SIDE = 10;
/** Bits of a sample, by the code in the frame's header; 0 means that the stream information says it. */
const SAMPLE_BITS = [0, 8, 12, 0, 16, 20, 24, 32];

/** One frame as one channel, and where the next frame begins; null where the frame is damaged or incomplete. */
function decodeFrame(
  bytes: Uint8Array,
  start: number,
  info: StreamInfo,
): { samples: Float32Array; end: number } | null {
  const reader = bitReader(bytes, start);
  if (reader.bits(15) !== 0x7ffc) return null;
  reader.bits(1);
  const sizeCode = reader.bits(4);
  const rateCode = reader.bits(4);
  const assignment = reader.bits(4);
  const bitsCode = reader.bits(3);
  reader.bits(1);
  skipCodedNumber(reader);
  const size =
    sizeCode === 6 ? reader.bits(8) + 1 : sizeCode === 7 ? reader.bits(16) + 1 : BLOCK_SIZES[sizeCode];
  if (rateCode === 12) reader.bits(8);
  if (rateCode === 13 || rateCode === 14) reader.bits(16);
  reader.bits(8);
  const bits = SAMPLE_BITS[bitsCode] || info.bitsPerSample;
  const channelCount = assignment < LEFT_SIDE ? assignment + 1 : 2;
  if (size === 0 || assignment > MID_SIDE) return null;
  const channels: Float64Array[] = [];
  for (let channel = 0; channel < channelCount; channel += 1) {
    const isSide =
      assignment === RIGHT_SIDE ? channel === 0 : assignment >= LEFT_SIDE ? channel === 1 : false;
    const decoded = decodeSubframe(reader, size, bits + (isSide ? 1 : 0));
    if (decoded === null || reader.overrun()) return null;
    channels.push(decoded);
  }
  reader.skipToByte();
  reader.bits(16);
  if (reader.overrun()) return null;
  return { samples: mixed(channels, assignment, size, 2 ** (bits - 1)), end: reader.position() / 8 };
}

/** The frame's number is encoded like a UTF-8 character, in up to seven bytes. */
function skipCodedNumber(reader: BitReader): void {
  const first = reader.bits(8);
  for (let bit = 0x40; (first & 0x80) !== 0 && (first & bit) !== 0; bit >>>= 1) reader.bits(8);
}

/** The mean of the channels, from -1 to 1. */
function mixed(
  channels: readonly Float64Array[],
  assignment: number,
  size: number,
  full: number,
): Float32Array {
  const samples = new Float32Array(size);
  const [first, second] = channels;
  for (let i = 0; i < size; i += 1) {
    let sum = 0;
    // left = side + right, so left + right is 2 left - side or 2 right + side; mid is their mean rounded down.
    if (assignment === LEFT_SIDE) sum = 2 * first[i] - second[i];
    else if (assignment === RIGHT_SIDE) sum = first[i] + 2 * second[i];
    else if (assignment === MID_SIDE) sum = 2 * first[i] + (second[i] & 1);
    else for (const channel of channels) sum += channel[i];
    samples[i] = sum / channels.length / full;
  }
  return samples;
}

/** One channel of a frame; null where its subframe type is reserved. */
function decodeSubframe(reader: BitReader, size: number, bitsWithWaste: number): Float64Array | null {
  reader.bits(1);
  const kind = reader.bits(6);
  const wasted = reader.bits(1) === 1 ? reader.unary() + 1 : 0;
  const bits = bitsWithWaste - wasted;
  if (bits < 1) return null;
  const samples = new Float64Array(size);
  if (kind === 0) samples.fill(reader.signed(bits));
  else if (kind === 1) for (let i = 0; i < size; i += 1) samples[i] = reader.signed(bits);
  else if (kind >= 8 && kind <= 12) {
    if (!decodePredicted(reader, samples, bits, kind - 8, FIXED[kind - 8], 0)) return null;
  } else if (kind >= 32) {
    const order = kind - 31;
    for (let i = 0; i < order; i += 1) samples[i] = reader.signed(bits);
    const precision = reader.bits(4) + 1;
    const shift = reader.signed(5);
    const coefficients = Array.from({ length: order }, () => reader.signed(precision));
    if (shift < 0 || !addResidual(reader, samples, order, coefficients, shift)) return null;
  } else return null;
  if (wasted > 0) for (let i = 0; i < size; i += 1) samples[i] *= 2 ** wasted;
  return samples;
}

/** The fixed predictors of order 0 to 4. */
const FIXED: readonly (readonly number[])[] = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

function decodePredicted(
  reader: BitReader,
  samples: Float64Array,
  bits: number,
  order: number,
  coefficients: readonly number[],
  shift: number,
): boolean {
  for (let i = 0; i < order; i += 1) samples[i] = reader.signed(bits);
  return addResidual(reader, samples, order, coefficients, shift);
}

/** Reads the Rice-coded residual and adds the prediction from the samples before, in place. */
function addResidual(
  reader: BitReader,
  samples: Float64Array,
  order: number,
  coefficients: readonly number[],
  shift: number,
): boolean {
  const method = reader.bits(2);
  if (method > 1) return false;
  const parameterBits = method === 0 ? 4 : 5;
  const unpacked = 2 ** parameterBits - 1;
  const partitions = 2 ** reader.bits(4);
  const inPartition = samples.length / partitions;
  const scale = 2 ** shift;
  let at = order;
  for (let partition = 0; partition < partitions; partition += 1) {
    const end = (partition + 1) * inPartition;
    const parameter = reader.bits(parameterBits);
    const rawBits = parameter === unpacked ? reader.bits(5) : 0;
    for (; at < end; at += 1) {
      let predicted = 0;
      for (let k = 0; k < order; k += 1) predicted += coefficients[k] * samples[at - 1 - k];
      samples[at] = residual(reader, parameter, unpacked, rawBits) + Math.floor(predicted / scale);
    }
    if (reader.overrun()) return false;
  }
  return true;
}

function residual(reader: BitReader, parameter: number, unpacked: number, rawBits: number): number {
  if (parameter === unpacked) return rawBits === 0 ? 0 : reader.signed(rawBits);
  const folded = reader.unary() * 2 ** parameter + reader.bits(parameter);
  return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
}
