import { parentPort } from 'node:worker_threads';
import type { PresentationId } from '../domain/presentation.ts';
import type { Demographics } from '../model/registry/fairness.ts';
import type { EventLog } from '../store/event-log.ts';
// Not event-log.ts itself: the engine it brings is one a process, not one a thread.
import { namesOn } from '../store/table-names.ts';
import type { FromThread, StoreAnswer, StoreQuestion } from './store-question.ts';

/** The stores as a thread has them: by asking the process that started it. It can only read. */
export interface AskedStores<Outcome> {
  readonly eventLog: EventLog;
  readonly demographicsOf: (ids: readonly PresentationId[]) => Promise<Map<string, Demographics>>;
  /** Sends what came out and ends the thread. */
  readonly finish: (outcome: Outcome) => void;
}

/**
 * An embedded store belongs to one process, and its engine is one a process, so a thread asks the one that started it for
 * rows (see inStoreThread).
 */
export function askedStores<Outcome>(cluster: string | null): AskedStores<Outcome> {
  const port = parentPort;
  if (port === null) throw new Error('The stores are asked from a worker thread only.');
  const send = (message: FromThread<Outcome>) => port.postMessage(message);
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  port.on('message', ({ id, value, problem }: StoreAnswer) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (problem === undefined) asked?.resolve(value as never);
    else asked?.reject(new Error(problem));
  });
  let questions = 0;
  function ask<Answer>(what: StoreQuestion['ask'], ...args: readonly unknown[]): Promise<Answer> {
    questions += 1;
    const question: StoreQuestion = { id: questions, ask: what, args };
    return new Promise<Answer>((resolve, reject) => {
      waiting.set(question.id, { resolve, reject });
      send({ question });
    });
  }
  const refused = () => Promise.reject(new Error('A thread only reads.'));
  return {
    eventLog: {
      ...namesOn(cluster),
      rows: (sql, params) => ask('rows', sql, params),
      rowBinary: async (sql, params) => Buffer.from(await ask<Uint8Array>('rowBinary', sql, params)),
      command: refused,
      insert: refused,
      insertTsv: refused,
      trim: async () => {},
      close: async () => {},
    },
    demographicsOf: (ids) => ask('demographicsOf', ids),
    finish(outcome) {
      send({ outcome });
      port.close();
    },
  };
}
