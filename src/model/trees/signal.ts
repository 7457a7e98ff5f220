import { MOST_THREADS, type Workspace } from './workspace.ts';

/*
 * How the threads of a crew wait for each other. The first counts steps up in one word, which also says how many threads
 * take part, so that one that came up too late for a step does not touch it. Threads first look a few times, which is
 * quick where the others are about to be done, and then sleep.
 */
const WORD = 0;
const READY = 1;
const DONE = 2;
const COMPLAINT_BYTES = 3;

const PARTS_BITS = 8;
const PARTS = (1 << PARTS_BITS) - 1;
const LOOKS = 5_000;
/** A step takes far less; a thread that was killed never answers. */
const PATIENCE_MS = 120_000;

const partsIn = (word: number): number => word & PARTS;
const DISMISSED = PARTS;

/** How many threads would take part in a step now. */
export const threadsOf = ({ signals }: Workspace): number => 1 + Atomics.load(signals, READY);

/** Lets all threads that are there begin the step that is set; answers how many they are. */
export function begin(space: Workspace): number {
  const parts = Math.min(threadsOf(space), MOST_THREADS);
  Atomics.store(space.signals, DONE, 0);
  announce(space, parts);
  return parts;
}

/** Ends the threads. */
export const dismiss = (space: Workspace): void => announce(space, DISMISSED);

function announce({ signals }: Workspace, parts: number): void {
  const steps = (Atomics.load(signals, WORD) >>> PARTS_BITS) + 1;
  Atomics.store(signals, WORD, (steps << PARTS_BITS) | parts);
  if (Atomics.load(signals, READY) > 0) Atomics.notify(signals, WORD);
}

/**
 * Returns when the other threads have done their shares.
 *
 * @throws Error with what a thread complains of
 */
export function awaitOthers({ signals, complaint }: Workspace, parts: number): void {
  const last = Date.now() + PATIENCE_MS;
  for (
    let done = Atomics.load(signals, DONE), looks = 0;
    done < parts - 1;
    done = Atomics.load(signals, DONE)
  ) {
    looks += 1;
    if (looks < LOOKS) continue;
    Atomics.wait(signals, DONE, done, 1_000);
    if (Date.now() > last) throw new Error('A thread that grows trees does not answer.');
  }
  const bytes = Atomics.exchange(signals, COMPLAINT_BYTES, 0);
  if (bytes > 0)
    throw new Error(
      `A thread that grows trees failed: ${new TextDecoder().decode(complaint.slice(0, bytes))}`,
    );
}

/** The other side: does `share(part, parts)` for each step until dismissed. */
export function serve({ signals, complaint }: Workspace, share: (part: number, parts: number) => void): void {
  let word = Atomics.load(signals, WORD);
  const part = Atomics.add(signals, READY, 1) + 1;
  while (partsIn(word) !== DISMISSED) {
    word = next(signals, word);
    if (partsIn(word) === DISMISSED || part >= partsIn(word)) continue;
    try {
      share(part, partsIn(word));
    } catch (error) {
      const text = new TextEncoder().encode(String(error)).subarray(0, complaint.length);
      complaint.set(text);
      Atomics.store(signals, COMPLAINT_BYTES, text.length);
    }
    Atomics.add(signals, DONE, 1);
    Atomics.notify(signals, DONE);
  }
}

/** The word once it is another one than `seen`. */
function next(signals: Int32Array, seen: number): number {
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const word = Atomics.load(signals, WORD);
    if (word !== seen) return word;
  }
  while (Atomics.load(signals, WORD) === seen) Atomics.wait(signals, WORD, seen);
  return Atomics.load(signals, WORD);
}
