/**
 * LineBuffer of text as bytes outside of the heap, where no garbage collection copies them while they wait. To be used again:
 * memory outside that is let go of every second makes V8 collect the whole heap twice a second, for 60 ms each time.
 */
export interface LineBuffer {
  readonly count: number;
  add(line: string): void;
  append(others: LineBuffer): void;
  /** All lines, in UTF-8; good until the next is added or all are taken out. */
  bytes(): Buffer;
  /** Takes all lines out. The room stays for the next ones, unless it is far too large for what was there. */
  clear(): void;
}

/** A character of a text takes three bytes of UTF-8 at most. */
const MOST_BYTES_A_CHARACTER = 3;

/** Room is halved where less than this share of it was used. */
const WELL_USED = 0.25;

/** @param room bytes to begin with; they are doubled whenever they do not suffice */
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
