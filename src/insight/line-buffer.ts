/**
 * Holds lines of text as bytes outside the heap, where no garbage collection copies them while they wait. The memory is
 * reused: releasing memory outside the heap every second makes V8 collect the whole heap twice a second, for 60 ms each time.
 */
export interface LineBuffer {
  readonly count: number;
  add(line: string): void;
  append(others: LineBuffer): void;
  /** All lines, in UTF-8; valid until the next line is added or all are cleared. */
  bytes(): Buffer;
  /** Removes all lines. Keeps the memory for the next lines, unless it is far too large for the lines it held. */
  clear(): void;
}

/** A UTF-16 unit of a text takes at most three bytes of UTF-8. */
const MOST_BYTES_A_CHARACTER = 3;

/** The memory is halved where less than this share of it was used. */
const WELL_USED = 0.25;

/** @param room bytes to begin with; they are doubled whenever they are not enough */
export function createLineBuffer(room: number): LineBuffer {
  let held = Buffer.allocUnsafeSlow(room);
  let used = 0;
  let count = 0;
  const makeRoomFor = (bytes: number): void => {
    if (used + bytes <= held.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(2 * held.length, used + bytes));
    larger.set(held.subarray(0, used));
    held = larger;
  };
  return {
    get count() {
      return count;
    },
    add(line) {
      makeRoomFor(MOST_BYTES_A_CHARACTER * line.length);
      used += held.write(line, used);
      count += 1;
    },
    append(others) {
      const bytes = others.bytes();
      makeRoomFor(bytes.length);
      held.set(bytes, used);
      used += bytes.length;
      count += others.count;
    },
    bytes: () => held.subarray(0, used),
    clear() {
      if (held.length > room && used < WELL_USED * held.length)
        held = Buffer.allocUnsafeSlow(Math.max(room, Math.ceil(held.length / 2)));
      used = 0;
      count = 0;
    },
  };
}
