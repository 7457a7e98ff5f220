/** The first sound track in a WebM or Matroska file (RFC 9559). */
export interface WebmTrack {
  /** For example `A_OPUS`. */
  readonly codec: string;
  /** Data that the decoder needs before the first packet. */
  readonly codecPrivate: Uint8Array;
  readonly packets: readonly Uint8Array[];
  readonly truncated: boolean;
}

const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const BLOCK_GROUP = 0xa0;
const TRACKS = 0x1654ae6b;
const TRACK_ENTRY = 0xae;
const TRACK_NUMBER = 0xd7;
const TRACK_TYPE = 0x83;
const CODEC = 0x86;
const CODEC_PRIVATE = 0x63a2;
const BLOCK = 0xa1;
const SIMPLE_BLOCK = 0xa3;
const PARENTS = new Set([SEGMENT, CLUSTER, BLOCK_GROUP, TRACKS]);
const SOUND = 2;

interface Element {
  readonly id: number;
  readonly start: number;
  /** Where the element ends; the end of the file where its length is not known. */
  readonly end: number;
  readonly truncated: boolean;
}

/** @returns null where there is no sound track */
export function webmTrack(bytes: Uint8Array): WebmTrack | null {
  const packets: Uint8Array[] = [];
  let track: { number: number; codec: string; codecPrivate: Uint8Array } | null = null;
  let truncated = false;
  for (const element of elements(bytes, 0, bytes.length)) {
    truncated ||= element.truncated;
    if (element.id === TRACK_ENTRY) track ??= soundTrack(bytes, element);
    if (element.truncated || (element.id !== BLOCK && element.id !== SIMPLE_BLOCK)) continue;
    const number = coded(bytes, element.start, true);
    // A time of two bytes and a byte of flags follow the track's number. Sound is not laced in WebM.
    if (number !== null && number.value === track?.number)
      packets.push(bytes.subarray(number.end + 3, element.end));
  }
  return track && { codec: track.codec, codecPrivate: track.codecPrivate, packets, truncated };
}

/** Elements in order, including those inside parent elements. */
function* elements(bytes: Uint8Array, from: number, to: number): Generator<Element> {
  for (let at = from; at < to; ) {
    const id = coded(bytes, at, false);
    const length = id && coded(bytes, id.end, true);
    if (id === null || length === null) return;
    const isOpen = length.value === length.largest;
    const end = isOpen ? to : Math.min(to, length.end + length.value);
    const truncated = !isOpen && length.end + length.value > to;
    if (PARENTS.has(id.value)) {
      // Only what follows shows where a parent without a length ends, so what follows is read as if it were inside.
      yield* elements(bytes, length.end, end);
      if (truncated) yield { id: id.value, start: end, end, truncated };
    } else yield { id: id.value, start: length.end, end, truncated };
    at = end;
  }
}

function soundTrack(bytes: Uint8Array, entry: Element) {
  const fields = new Map<number, Uint8Array>();
  for (const { id, start, end } of elements(bytes, entry.start, entry.end))
    fields.set(id, bytes.subarray(start, end));
  if (fields.get(TRACK_TYPE)?.[0] !== SOUND) return null;
  return {
    number: fields.get(TRACK_NUMBER)?.[0] ?? 0,
    codec: new TextDecoder().decode(fields.get(CODEC) ?? new Uint8Array()),
    codecPrivate: fields.get(CODEC_PRIVATE) ?? new Uint8Array(),
  };
}

/** A number whose first byte shows, by its leading zeros, how many bytes the number has. */
function coded(
  bytes: Uint8Array,
  at: number,
  isLength: boolean,
): { value: number; largest: number; end: number } | null {
  const zeros = at < bytes.length ? Math.clz32(bytes[at]) - 24 : 8;
  if (zeros > 7 || at + zeros >= bytes.length) return null;
  let value = isLength ? bytes[at] & (0x7f >> zeros) : bytes[at];
  for (let i = 1; i <= zeros; i += 1) value = value * 256 + bytes[at + i];
  return { value, largest: 2 ** (7 * (zeros + 1)) - 1, end: at + zeros + 1 };
}
