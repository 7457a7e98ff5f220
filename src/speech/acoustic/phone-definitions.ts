import { InputError } from '../../errors.ts';

/** Where in a word a phone stands. The same phone with the same neighbours has different states by position. */
export type WordPosition = 'internal' | 'begin' | 'end' | 'single';

/** In the order in which Sphinx numbers the positions. */
const POSITIONS: readonly WordPosition[] = ['internal', 'begin', 'end', 'single'];

/** Which states (senones) a phone has, depending on its neighbours. */
export interface PhoneDefinitions {
  /** The phones without context, such as `AA` or `SIL`, in the order of their numbers. */
  readonly phones: readonly string[];
  readonly silence: number;
  readonly statesPerPhone: number;
  readonly senoneCount: number;
  /** The codebook of each senone: the number of its phone. */
  readonly phoneOfSenone: Uint8Array;
  /** The senones of a phone regardless of its neighbours. */
  plain(phone: number): Uint16Array;
  /** The senones of a phone between two others; where the model does not have that triple, those of the phone alone. */
  between(left: number, phone: number, right: number, position: WordPosition): Uint16Array;
}

const PHONE_BYTES = 12;
const TREE_BYTES = 8;

/**
 * Reads Sphinx's binary model definition (`mdef`).
 *
 * @throws InputError where the bytes are not such a definition
 */
export function readPhoneDefinitions(bytes: Uint8Array): PhoneDefinitions {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== 'BMDF')
    throw new InputError('This mdef is not a binary model definition of Sphinx.');
  const int = (at: number): number => view.getInt32(at, true);
  let at = 12 + int(8);
  const [plainCount, phoneCount, statesPerPhone, , senoneCount, , , , treeCount, silence] = Array.from(
    { length: 10 },
    (_, nth) => int(at + 4 * nth),
  );
  at += 40;
  const namesStart = at;
  const phones = Array.from({ length: plainCount }, () => {
    const end = bytes.indexOf(0, at);
    const name = new TextDecoder().decode(bytes.subarray(at, end));
    at = end + 1;
    return name;
  });
  at = namesStart + Math.ceil((at - namesStart) / 4) * 4 + treeCount * TREE_BYTES;
  const table = at;
  const sequences = table + phoneCount * PHONE_BYTES + 4;
  const senonesOf = (row: number): Uint16Array => {
    const start = sequences + int(table + row * PHONE_BYTES) * statesPerPhone * 2;
    return Uint16Array.from({ length: statesPerPhone }, (_, state) =>
      view.getUint16(start + 2 * state, true),
    );
  };
  const plain = phones.map((_, phone) => senonesOf(phone));
  const rows = new Map<number, number>();
  const keyOf = (position: number, phone: number, left: number, right: number): number =>
    ((position * 256 + phone) * 256 + left) * 256 + right;
  const phoneOfSenone = new Uint8Array(senoneCount);
  for (let row = 0; row < phoneCount; row += 1) {
    const [position, middle, left, right] = bytes.subarray(table + row * PHONE_BYTES + 8);
    const phone = row < plainCount ? row : middle;
    if (row >= plainCount) rows.set(keyOf(position, phone, left, right), row);
    for (const senone of senonesOf(row)) phoneOfSenone[senone] = phone;
  }
  const context = (phone: number): number => (phones[phone].startsWith('+') ? silence : phone);
  return {
    phones,
    silence,
    statesPerPhone,
    senoneCount,
    phoneOfSenone,
    plain: (phone) => plain[phone],
    between: (left, phone, right, position) => {
      // A triple that was not seen at this place in a word may have been seen at a different place.
      const wanted = POSITIONS.indexOf(position);
      for (const place of [wanted, ...POSITIONS.keys()]) {
        const row = rows.get(keyOf(place, phone, context(left), context(right)));
        if (row !== undefined) return senonesOf(row);
      }
      return plain[phone];
    },
  };
}
