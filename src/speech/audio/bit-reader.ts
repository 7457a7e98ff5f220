/** Reads bits from the highest of each byte down. Past the end it reads zeros, and `overrun` is true. */
export interface BitReader {
  /** Bits read so far. */
  position(): number;
  /** Whether more bits were read than there are. */
  overrun(): boolean;
  /** An unsigned number of 0 to 32 bits. */
  bits(count: number): number;
  /** A number of 1 to 32 bits in two's complement. */
  signed(count: number): number;
  /** How many 0 bits come before the next 1 bit, which is also read. */
  unary(): number;
  skipToByte(): void;
}

/** @param start the first byte to read */
export function bitReader(bytes: Uint8Array, start: number): BitReader {
  const last = bytes.length * 8;
  let at = start * 8;
  const bits = (count: number): number => {
    let value = 0;
    for (let left = count; left > 0; ) {
      const inByte = 8 - (at & 7);
      const take = Math.min(inByte, left);
      const byte = (bytes[at >>> 3] ?? 0) & ((1 << inByte) - 1);
      value = value * 2 ** take + (byte >>> (inByte - take));
      at += take;
      left -= take;
    }
    return value;
  };
  return {
    position: () => at,
    overrun: () => at > last,
    bits,
    signed: (count) => {
      const value = bits(count);
      return value >= 2 ** (count - 1) ? value - 2 ** count : value;
    },
    unary: () => {
      const from = at;
      while (at < last) {
        const rest = bytes[at >>> 3] & ((1 << (8 - (at & 7))) - 1);
        if (rest !== 0) {
          const one = (at & ~7) + Math.clz32(rest) - 24;
          at = one + 1;
          return one - from;
        }
        at = (at & ~7) + 8;
      }
      at += 1;
      return at - 1 - from;
    },
    skipToByte: () => {
      at = (at + 7) & ~7;
    },
  };
}
