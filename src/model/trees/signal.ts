import { MOST_THREADS, type Workspace } from './workspace.ts';

/*
 * How several threads share a step. The first thread cuts the step into pieces, one for each thread, and counts them in one
 * word, from which every thread takes its next piece. So a thread that does not get the processor holds up nobody, unless
 * it has already begun a piece. The word counts the steps, too, so that no thread takes a piece of a step that is over. A
 * thread that finds no work polls for a short time, which is fast where work comes soon, and then sleeps.
 */
const WORD = 0;
const READY = 1;
const DONE = 2;
const COMPLAINT_BYTES = 3;
const DISMISSED = 4;

const LEFT_BITS = 8;
const LEFT = (1 << LEFT_BITS) - 1;
/** Polls for a quarter of a millisecond: most steps follow each other sooner, and waking a sleeping thread takes time. */
const LOOKS = 20_000;
/** A step takes far less time; this limit is for a thread that was killed and never answers. */
const PATIENCE_MS = 120_000;

/** How many threads would take part in a step now. */
export const threadsOf = ({ signals }: Workspace): number =>
  Math.min(MOST_THREADS, 1 + Atomics.load(signals, READY));

/**
 * Does `work(piece)` for every piece of the current step, with all threads that are running.
 *
 * @throws the first failure, of this thread or as a worker reported it, once all pieces are over
 */
export function shareOut(space: Workspace, pieces: number, work: (piece: number) => void): void {
  const { signals } = space;
  Atomics.store(signals, DONE, 0);
  const steps = (Atomics.load(signals, WORD) >>> LEFT_BITS) + 1;
  Atomics.store(signals, WORD, (steps << LEFT_BITS) | pieces);
  if (Atomics.load(signals, READY) > 0) Atomics.notify(signals, WORD);
  const failures: unknown[] = [];
  takePieces(signals, work, (failure) => failures.push(failure));
  awaitOthers(space, pieces);
  if (failures.length > 0) throw failures[0];
}

/** Ends the threads. */
export function dismiss({ signals }: Workspace): void {
  Atomics.store(signals, DISMISSED, 1);
  Atomics.add(signals, WORD, 1 << LEFT_BITS);
  Atomics.notify(signals, WORD);
}

/** The side of the workers: does `work(piece)` for pieces of each step until dismissed. */
export function serve({ signals, complaint }: Workspace, work: (piece: number) => void): void {
  Atomics.add(signals, READY, 1);
  while (Atomics.load(signals, DISMISSED) === 0) {
    const word = Atomics.load(signals, WORD);
    if ((word & LEFT) === 0) awaitChange(signals, WORD, word);
    else takePieces(signals, work, complain);
  }

  function complain(failure: unknown): void {
    const text = new TextEncoder().encode(String(failure)).subarray(0, complaint.length);
    complaint.set(text);
    Atomics.store(signals, COMPLAINT_BYTES, text.length);
  }
}

/** Takes pieces until none is left. Reports a failure before its piece counts as done. */
function takePieces(
  signals: Int32Array,
  work: (piece: number) => void,
  fail: (failure: unknown) => void,
): void {
  for (let word = Atomics.load(signals, WORD); (word & LEFT) > 0; word = Atomics.load(signals, WORD)) {
    if (Atomics.compareExchange(signals, WORD, word, word - 1) !== word) continue;
    try {
      work((word & LEFT) - 1);
    } catch (failure) {
      fail(failure);
    }
    Atomics.add(signals, DONE, 1);
    Atomics.notify(signals, DONE);
  }
}

/** @throws Error with the failure that a worker reported */
function awaitOthers({ signals, complaint }: Workspace, pieces: number): void {
  const last = Date.now() + PATIENCE_MS;
  for (let done = Atomics.load(signals, DONE); done < pieces; done = Atomics.load(signals, DONE)) {
    awaitChange(signals, DONE, done, 1_000);
    if (Date.now() > last) throw new Error('A thread that grows trees does not answer.');
  }
  const bytes = Atomics.exchange(signals, COMPLAINT_BYTES, 0);
  if (bytes > 0)
    throw new Error(
      `A thread that grows trees failed: ${new TextDecoder().decode(complaint.slice(0, bytes))}`,
    );
}

/** Returns when the signal at `place` differs from `seen`, or after `patienceMs`. */
function awaitChange(signals: Int32Array, place: number, seen: number, patienceMs = Infinity): void {
  for (let looks = 0; looks < LOOKS; looks += 1) if (Atomics.load(signals, place) !== seen) return;
  Atomics.wait(signals, place, seen, patienceMs);
}
