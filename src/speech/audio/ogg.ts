/** The packets of the first stream in an Ogg file (RFC 3533). */
export interface OggPackets {
  readonly packets: readonly Uint8Array[];
  /** Whether the file ends within a page or a packet. */
  readonly truncated: boolean;
}

const HEADER_BYTES = 27;
const WHOLE_SEGMENT = 255;

export function oggPackets(bytes: Uint8Array): OggPackets {
  const packets: Uint8Array[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let stream: number | null = null;
  let open: Uint8Array[] = [];
  let at = 0;
  let truncated = false;
  while (at + HEADER_BYTES <= bytes.length && isPage(bytes, at)) {
    const serial = view.getUint32(at + 14, true);
    stream ??= serial;
    const segments = bytes.subarray(at + HEADER_BYTES, at + HEADER_BYTES + bytes[at + 26]);
    let body = at + HEADER_BYTES + segments.length;
    for (const length of segments) {
      truncated = body + length > bytes.length;
      if (truncated) break;
      if (serial === stream) {
        open.push(bytes.subarray(body, body + length));
        if (length < WHOLE_SEGMENT) {
          packets.push(Buffer.concat(open));
          open = [];
        }
      }
      body += length;
    }
    at = body;
    if (truncated) break;
  }
  return { packets, truncated: truncated || at < bytes.length || open.length > 0 };
}

const isPage = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x4f && bytes[at + 1] === 0x67 && bytes[at + 2] === 0x67 && bytes[at + 3] === 0x53;
