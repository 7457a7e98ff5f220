import { proxy, transfer } from 'comlink';
import { demographicsOf } from '../model/registry/demographics.ts';
import type { EventLog } from '../store/event-log.ts';
import type { State } from '../store/state.ts';
import { startWorker } from '../worker.ts';
import type { StoreAnswers, StoreThread } from './store-answers.ts';

/** The stores that answer a thread's questions. */
export interface ThreadStores {
  readonly state: State;
  readonly eventLog: EventLog;
}

/**
 * Runs a file as a thread of its own, where no request waits for its reckoning, and answers what it asks the stores.
 *
 * @param request what the thread is to do: plain values only
 * @throws Error where the thread fails, or ends without an outcome
 */
export async function inStoreThread<Outcome>(
  file: URL,
  request: object,
  stores: ThreadStores,
): Promise<Outcome> {
  const worker = startWorker<StoreThread>(file);
  try {
    return (await worker.ask((api) => api.run(request, proxy(answersOf(stores))))) as Outcome;
  } finally {
    await worker.end();
  }
}

const answersOf = ({ state, eventLog }: ThreadStores): StoreAnswers => ({
  rows: (sql, params) => eventLog.rows(sql, params),
  async rowBinary(sql, params) {
    const bytes = await eventLog.rowBinary(sql, params);
    return transfer(bytes, memoryOf(bytes));
  },
  demographicsOf: (ids) => demographicsOf(state, ids),
});

/** A large answer is handed over rather than copied; a small one may lie in memory that others share. */
const memoryOf = ({ buffer, byteLength }: Uint8Array): ArrayBuffer[] =>
  buffer instanceof ArrayBuffer && byteLength === buffer.byteLength ? [buffer] : [];
