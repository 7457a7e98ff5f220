import { parentPort } from 'node:worker_threads';
import { sessionRow, WHOLE_SESSION_COLUMNS } from './session.ts';
import { memoryOf, type TableRows, tableRows } from './table-columns.ts';
import { type WholeSession, wholeSessions } from './whole-sessions.ts';

/** Asks for further sessions of a file of their ends. */
export interface SessionsTask {
  readonly path: string;
}

/** Further sessions; null where there are no more. */
export type SessionsAnswer = TableRows | null;

const BATCH_ROWS = 1_000;

/* A thread that puts sessions together, some with each answer. */
let batches: AsyncGenerator<TableRows> | null = null;
parentPort?.on('message', async ({ path }: SessionsTask) => {
  batches ??= batchesOf(path);
  const { value = null } = (await batches.next()) as { value?: TableRows };
  parentPort?.postMessage(value satisfies SessionsAnswer, value === null ? [] : memoryOf(value));
});

async function* batchesOf(path: string): AsyncGenerator<TableRows> {
  let held: WholeSession[] = [];
  for await (const sessions of wholeSessions(path)) {
    for (const session of sessions) held.push(session);
    if (held.length < BATCH_ROWS) continue;
    yield rowsOf(held);
    held = [];
  }
  if (held.length > 0) yield rowsOf(held);
}

const rowsOf = (sessions: readonly WholeSession[]) =>
  tableRows(sessions.map(sessionRow), WHOLE_SESSION_COLUMNS);
