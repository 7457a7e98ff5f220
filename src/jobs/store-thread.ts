import { proxy, transfer } from 'comlink';
import { demographicsOf } from '../model/registry/demographics.ts';
import type { EventLog } from '../store/event-log.ts';
import type { State } from '../store/state.ts';
import { startWorker } from '../worker.ts';
import type { StoreAnswers, StoreThread } from './store-answers.ts';

/** The stores that answer a thread's queries. */
export interface ThreadStores {
  readonly state: State;
  readonly eventLog: EventLog;
}

/**
 * Runs a file in a separate thread, so that its computation delays no request, and answers its queries to the stores.
 *
 * @param request what the thread is to do: only plain values
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

/**
 * The memory of a large answer is transferred instead of copied; a small answer may lie in a buffer that other values
 * share.
 */
const memoryOf = ({ buffer, byteLength }: Uint8Array): ArrayBuffer[] =>
  buffer instanceof ArrayBuffer && byteLength === buffer.byteLength ? [buffer] : [];
