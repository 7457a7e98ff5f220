/** Lines of text as bytes outside of the heap, where no garbage collection copies them while they wait. */
export interface Lines {
  readonly count: number;
  add(line: string): void;
  append(others: Lines): void;
  /** All lines, in UTF-8; good until the next is added. */
  bytes(): Buffer;
}

/** A character of a text takes three bytes of UTF-8 at most. */
const MOST_BYTES_A_CHARACTER = 3;

/** @param room bytes to begin with; they are doubled whenever they do not suffice */
export function createLines(room: number): Lines {
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
  };
}
