import { Worker } from 'node:worker_threads';
import { demographicsOf } from '../model/registry/demographics.ts';
import type { EventLog } from '../store/event-log.ts';
import type { State } from '../store/state.ts';
import type { FromThread, StoreAnswer, StoreQuestion } from './store-question.ts';

/** The stores that answer a thread's questions. */
export interface ThreadStores {
  readonly state: State;
  readonly eventLog: EventLog;
}

/**
 * Runs a file as a thread of its own, where no request waits for its reckoning, and answers what it asks the stores (see
 * askedStores).
 *
 * @param request what the thread is told: plain values only
 * @throws Error where the thread fails, or ends without an outcome
 */
export function inStoreThread<Outcome>(file: URL, request: object, stores: ThreadStores): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: request });
    worker.on('message', (message: FromThread<Outcome>) => {
      if ('outcome' in message) return resolve(message.outcome);
      void answerTo(stores, message.question).then((answer) =>
        worker.postMessage(answer, handedOver(answer)),
      );
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('The thread ended without an outcome.')));
  });
}

/** A large answer is handed over rather than copied; a small one may lie in memory that others share. */
function handedOver({ value }: StoreAnswer): ArrayBuffer[] {
  return value instanceof Uint8Array &&
    value.buffer instanceof ArrayBuffer &&
    value.byteLength === value.buffer.byteLength
    ? [value.buffer]
    : [];
}

async function answerTo(
  { state, eventLog }: ThreadStores,
  { id, ask, args }: StoreQuestion,
): Promise<StoreAnswer> {
  try {
    const value =
      ask === 'demographicsOf'
        ? await demographicsOf(state, ...(args as [Parameters<typeof demographicsOf>[1]]))
        : await eventLog[ask](...(args as Parameters<EventLog['rows']>));
    return { id, value };
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) };
  }
}
