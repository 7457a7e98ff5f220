import { rmSync, writeFileSync } from 'node:fs';
import type { Moment } from '../../domain/moment.ts';
import { readJsonLines } from '../../store/json-lines.ts';
import type { Session } from './session.ts';

/** A session whose start is known. */
export type WholeSession = Session & { readonly startedAt: Moment };

/** How many rows are held in memory at a time; each takes some 300 bytes. */
const RUN_ROWS = 20_000;

/**
 * The sessions of a file of JSON lines, built from their ends: one learner at a time, in the order of learner ids, and
 * each learner's by start. Sorts on disk: what does not fit into memory goes into files beside `path`, which are
 * removed afterwards.
 */
export async function* wholeSessions(path: string, runRows = RUN_ROWS): AsyncGenerator<WholeSession[]> {
  const spilled: string[] = [];
  const runs: AsyncIterator<Learner>[] = [];
  try {
    let rows: Session[] = [];
    for await (const { row } of readJsonLines<Session>(path)) {
      rows.push(row);
      if (rows.length < runRows) continue;
      const file = `${path}.${spilled.length + 1}`;
      spilled.push(file);
      spill(file, byLearner(rows));
      runs.push(spilledRun(file));
      rows = [];
    }
    runs.push(heldRun(byLearner(rows)));
    const merged = mergedRuns(runs);
    for (let next = await merged.next(); !next.done; next = await merged.next())
      yield putTogether(next.value.sessions);
  } finally {
    for (const file of spilled) rmSync(file, { force: true });
  }
}

/** The session records of a learner. */
interface Learner {
  readonly userId: string;
  readonly sessions: readonly Session[];
}

function byLearner(sessions: readonly Session[]): Learner[] {
  const learners = Map.groupBy(sessions, (session) => session.userId);
  return [...learners.keys()].sort().map((userId) => ({ userId, sessions: learners.get(userId) ?? [] }));
}

const spill = (path: string, learners: readonly Learner[]): void =>
  writeFileSync(path, learners.map((learner) => `${JSON.stringify(learner)}\n`).join(''));

async function* spilledRun(path: string): AsyncGenerator<Learner> {
  for await (const { row } of readJsonLines<Learner>(path)) yield row;
}

async function* heldRun(learners: readonly Learner[]): AsyncGenerator<Learner> {
  yield* learners;
}

function mergedRuns(runs: readonly AsyncIterator<Learner>[]): AsyncIterator<Learner> {
  if (runs.length === 1) return runs[0] as AsyncIterator<Learner>;
  const half = runs.length >> 1;
  return merged(mergedRuns(runs.slice(0, half)), mergedRuns(runs.slice(half)));
}

async function* merged(one: AsyncIterator<Learner>, other: AsyncIterator<Learner>): AsyncGenerator<Learner> {
  let a = await one.next();
  let b = await other.next();
  while (!a.done || !b.done) {
    if (b.done || (!a.done && a.value.userId < b.value.userId)) {
      yield a.value;
      a = await one.next();
    } else if (a.done || b.value.userId < a.value.userId) {
      yield b.value;
      b = await other.next();
    } else {
      yield { userId: a.value.userId, sessions: [...a.value.sessions, ...b.value.sessions] };
      a = await one.next();
      b = await other.next();
    }
  }
}

/**
 * Merges the two ends of a session. Points of progress stay separate, each with its own time. If only a session's end
 * is known, the session starts there.
 */
function putTogether(sessions: readonly Session[]): WholeSession[] {
  const whole = Map.groupBy(sessions, ({ sessionId, milestone, lesson, progress, startedAt }) => {
    const isPoint = milestone !== null || lesson !== null || progress !== null;
    return JSON.stringify([sessionId, milestone, lesson, progress, isPoint ? startedAt : null]);
  });
  return [...whole.values()].map(oneSession).sort(byStart);
}

function oneSession(parts: readonly Session[]): WholeSession {
  const starts = parts.flatMap(({ startedAt }) => startedAt ?? []).sort(byTime);
  const ends = parts.flatMap(({ endedAt }) => endedAt ?? []).sort(byTime);
  return {
    ...(parts[0] as Session),
    startedAt: (starts[0] ?? ends[0]) as Moment,
    endedAt: ends.at(-1) ?? null,
  };
}

const byTime = (a: Moment, b: Moment) => a - b;

const byStart = (a: WholeSession, b: WholeSession) =>
  a.startedAt - b.startedAt ||
  Number(a.sessionId > b.sessionId) - Number(a.sessionId < b.sessionId) ||
  (a.progress ?? Number.POSITIVE_INFINITY) - (b.progress ?? Number.POSITIVE_INFINITY) ||
  0;
