import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Moment, toIso } from '../domain/moment.ts';
import type { EventLog } from '../store/event-log.ts';
import type { Insight } from './engine.ts';
import type { Language, RulesetName } from './settings.ts';

/** What was decided for a learner, and when. */
export interface InsightDecision extends Insight {
  readonly userId: string;
  readonly decidedAt: Moment;
  readonly ruleset: RulesetName;
  readonly language: Language;
}

/** Puts decisions on record behind the answers' back. */
export interface Recorder {
  /** Takes a decision; where too many wait, a promise to wait for before the next is taken. */
  record(decision: InsightDecision): void | Promise<void>;
  /** Writes what waits. To be called before the event log is closed. */
  close(): Promise<void>;
}

/** Decisions are written together after so many milliseconds: an insert costs the same for one as for thousands. */
const EVERY_MS = 250;

/** From so many waiting decisions on, answers wait for the event log: some 20 MB. */
const MOST_WAITING = 20_000;

/** Attempts of a write before it counts as failed. */
const ATTEMPTS = 3;

/**
 * A recorder over the event log. What could not be written stays and is tried again; where the event log stays away, the
 * newest decisions are dropped, because an answer matters more than its record, and `warn` is told how many.
 */
export function createRecorder(
  eventLog: Pick<EventLog, 'insert'>,
  warn: (message: string) => void,
): Recorder {
  let waiting: InsightDecision[] = [];
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> | null = null;
  let dropped = 0;

  const write = (): Promise<void> => {
    timer = null;
    writing ??= writeWaiting().finally(() => {
      writing = null;
      if (waiting.length > 0) timer ??= later(write);
    });
    return writing;
  };

  async function writeWaiting(): Promise<void> {
    const batch = waiting;
    waiting = [];
    try {
      // The ids stay over attempts, so that a row that did get there is one row.
      const rows = batch.map(rowOf);
      await withAttempts(() => eventLog.insert('insight_decision', rows));
    } catch (error) {
      waiting = [...batch, ...waiting];
      warn(`${waiting.length} insight decisions wait for the event log: ${(error as Error).message}`);
    }
  }

  return {
    record(decision) {
      if (waiting.length >= 2 * MOST_WAITING) {
        dropped += 1;
        if (dropped % MOST_WAITING === 1) warn(`${dropped} insight decisions were not put on record`);
        return;
      }
      waiting.push(decision);
      timer ??= later(write);
      if (waiting.length >= MOST_WAITING) return write();
    },
    async close() {
      await writing;
      if (timer !== null) clearTimeout(timer);
      if (waiting.length > 0) await writeWaiting();
      if (timer !== null) clearTimeout(timer);
    },
  };
}

const later = (write: () => Promise<void>): NodeJS.Timeout => setTimeout(() => void write(), EVERY_MS);

async function withAttempts(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await sleep(100 * attempt);
    }
}

/** A row of the table `insight_decision`. */
const rowOf = ({ userId, decidedAt, ruleset, language, fomo, nudges }: InsightDecision) => ({
  decision_id: randomUUID(),
  learner_id: userId,
  decided_at: toIso(decidedAt).replace('T', ' ').slice(0, -1),
  ruleset,
  language,
  fomo_score: fomo.score,
  nudges: JSON.stringify(nudges),
});
