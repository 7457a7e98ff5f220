import { OpusDecoder } from 'opus-decoder';
import { type AudioRefusal, type DecodedAudio, joined, refuse } from './decoded-audio.ts';
import { oggPackets } from './ogg.ts';
import { webmTrack } from './webm.ts';

/** Opus counts samples at this rate, regardless of the rate of the recording. */
const RATE = 48_000;
const HEAD = 'OpusHead';

/** Decodes Opus in Ogg (RFC 7845), which many phones record. */
export async function decodeOgg(
  bytes: Uint8Array,
  mostSeconds: number,
): Promise<DecodedAudio | AudioRefusal> {
  const { packets, truncated } = oggPackets(bytes);
  if (packets.length === 0) return refuse('damaged', 'This Ogg file has no whole packet.');
  const kind = new TextDecoder('latin1').decode(packets[0].subarray(0, HEAD.length));
  if (kind !== HEAD)
    return refuse(
      'unsupported_format',
      kind.includes('vorbis')
        ? 'Ogg Vorbis cannot be read; send Opus, MP3, FLAC or WAV, for example by `ffmpeg -i in.ogg out.flac`.'
        : 'This Ogg file holds no Opus; send Opus, MP3, FLAC or WAV.',
    );
  return decodePackets(packets[0], packets.slice(2), mostSeconds, truncated);
}

/** Decodes Opus in WebM, which browsers record. */
export async function decodeWebm(
  bytes: Uint8Array,
  mostSeconds: number,
): Promise<DecodedAudio | AudioRefusal> {
  const track = webmTrack(bytes);
  if (track === null) return refuse('empty', 'This WebM file has no sound track.');
  if (track.codec !== 'A_OPUS')
    return refuse('unsupported_format', `WebM with ${track.codec} cannot be read; with Opus it can.`);
  return decodePackets(track.codecPrivate, track.packets, mostSeconds, track.truncated);
}

/** @param head the packet that says how many channels there are and how much to drop at the start */
async function decodePackets(
  head: Uint8Array,
  packets: readonly Uint8Array[],
  mostSeconds: number,
  truncated: boolean,
): Promise<DecodedAudio | AudioRefusal> {
  if (packets.length === 0) return refuse('empty', 'This Opus file has a header and no sound.');
  if (head.length < 12) return refuse('damaged', 'The header of this Opus file is not whole.');
  const channels = head[9];
  if (channels < 1 || channels > 2)
    return refuse(
      'unsupported_format',
      `Opus with ${channels} channels cannot be read; with one or two it can.`,
    );
  const decoder = new OpusDecoder({ channels, preSkip: head[10] + 256 * head[11] });
  await decoder.ready;
  try {
    const pieces: Float32Array[] = [];
    let decoded = 0;
    for (const packet of packets) {
      const { channelData, samplesDecoded } = decoder.decodeFrame(packet);
      if (samplesDecoded > 0) pieces.push(meanOf(channelData));
      decoded += samplesDecoded;
      if (decoded >= mostSeconds * RATE) break;
    }
    if (decoded === 0) return refuse('damaged', 'No packet of this Opus file can be decoded.');
    return { sampleRate: RATE, samples: joined(pieces), truncated };
  } finally {
    decoder.free();
  }
}

function meanOf(channels: readonly Float32Array[]): Float32Array {
  const [first, second] = channels;
  return second === undefined ? first.slice() : first.map((value, i) => (value + second[i]) / 2);
}
