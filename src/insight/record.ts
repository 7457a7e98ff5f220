import { randomUUID } from 'node:crypto';
import pRetry from 'p-retry';
import type { Moment } from '../domain/moment.ts';
import { escaped } from '../ingest/event-line.ts';
import type { EventLog } from '../store/event-log.ts';
import { createLineBuffer } from './line-buffer.ts';
import type { Language, RulesetName } from './settings.ts';

/** A decision for a learner, and when it was made. */
export interface InsightDecision {
  readonly userId: string;
  readonly decidedAt: Moment;
  readonly ruleset: RulesetName;
  readonly language: Language;
  readonly fomoScore: number;
  /** The nudges as JSON, as in the answer: with reasons and facts. */
  readonly nudges: string;
}

/** Puts decisions on record without delaying the answers. */
export interface Recorder {
  /** Takes a decision. Where too many wait, it returns a promise; await it before the next decision. */
  record(decision: InsightDecision): void | Promise<void>;
  /** Writes the waiting decisions. Call it before the event log is closed. */
  close(): Promise<void>;
}

/** Decisions are written together after this many milliseconds: an insert costs the same for one as for thousands. */
const EVERY_MS = 1000;

/** From this many waiting decisions on, some 20 MB, answers wait for the event log. */
const MOST_WAITING = 20_000;

/** Room for the decisions of a quiet second. */
const ROOM_BYTES = 1 << 16;

/** A write is tried again after 100 ms and after 200 ms more before it counts as failed. */
const RETRIES = { retries: 2, minTimeout: 100 };

/**
 * A recorder over the event log. Decisions that could not be written stay and are tried again. While the event log is
 * unavailable, the newest decisions are dropped, because an answer matters more than its record; `warn` reports how many.
 */
export function createRecorder(
  eventLog: Pick<EventLog, 'insertTsv'>,
  warn: (message: string) => void,
): Recorder {
  let waiting = createLineBuffer(ROOM_BYTES);
  let spare = createLineBuffer(ROOM_BYTES);
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> | null = null;
  let dropped = 0;

  const write = (): Promise<void> => {
    timer = null;
    writing ??= writeWaiting().finally(() => {
      writing = null;
      if (waiting.count > 0) timer ??= later(write);
    });
    return writing;
  };

  async function writeWaiting(): Promise<void> {
    const batch = waiting;
    waiting = spare;
    try {
      await pRetry(() => eventLog.insertTsv('insight_decision', COLUMNS, batch.bytes()), RETRIES);
      batch.clear();
      spare = batch;
    } catch (error) {
      batch.append(waiting);
      waiting.clear();
      spare = waiting;
      waiting = batch;
      warn(`${waiting.count} insight decisions wait for the event log: ${(error as Error).message}`);
    }
  }

  return {
    record(decision) {
      if (waiting.count >= 2 * MOST_WAITING) {
        dropped += 1;
        if (dropped % MOST_WAITING === 1) warn(`${dropped} insight decisions were not put on record`);
        return;
      }
      waiting.add(lineOf(decision));
      timer ??= later(write);
      if (waiting.count >= MOST_WAITING) return write();
    },
    async close() {
      await writing;
      if (timer !== null) clearTimeout(timer);
      if (waiting.count > 0) await writeWaiting();
      if (timer !== null) clearTimeout(timer);
    },
  };
}

const later = (write: () => Promise<void>): NodeJS.Timeout => setTimeout(() => void write(), EVERY_MS);

const COLUMNS = ['decision_id', 'learner_id', 'decided_at', 'ruleset', 'language', 'nudges', 'fomo_score'];

/**
 * A line of the table `insight_decision`, which ends with a number as the client requires (see eventLine). The id stays the
 * same over attempts, so that a line that arrives twice is one row. Backslashes are the only characters in JSON that need
 * escaping.
 */
const lineOf = ({ userId, decidedAt, ruleset, language, fomoScore, nudges }: InsightDecision): string =>
  `${randomUUID()}\t${escaped(userId)}\t${secondsOf(decidedAt)}\t${ruleset}\t${language}\t${nudges.replaceAll('\\', '\\\\')}\t${fomoScore}\n`;

/** Seconds since 1970. ClickHouse reads them as a time if it is after 1973, and they are written faster than a date. */
const secondsOf = (at: Moment): string => (at / 1000).toFixed(3);
