/// <reference path="./comlink-node-adapter.d.ts" />
import { parentPort, type ResourceLimits, Worker } from 'node:worker_threads';
import { expose, type Remote, wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';

/** A worker thread whose functions are called as if they were local. */
export interface StartedWorker<Api> {
  /** How many calls the thread has yet to answer. */
  waiting(): number;
  /** @throws what the function throws, as a plain Error; if the thread has ended, the failure that ended it */
  ask<Answer>(call: (api: Remote<Api>) => Promise<Answer>): Promise<Answer>;
  /** Ends the thread. Calls that it has not answered are never answered. */
  end(): Promise<unknown>;
}

/** @param script a module that calls `serve` */
export function startWorker<Api>(script: URL, resourceLimits: ResourceLimits = {}): StartedWorker<Api> {
  const worker = new Worker(script, { resourceLimits });
  const api = wrap<Api>(nodeEndpoint(worker));
  const waiting = new Set<(failure: Error) => void>();
  /** Why the thread ended; the library itself would leave later calls unanswered. */
  let failure: Error | null = null;
  const fail = (error: Error) => {
    failure ??= error;
    for (const reject of waiting) reject(failure);
  };
  worker.on('error', fail).on('exit', () => fail(new Error('The thread ended without an outcome.')));
  return {
    waiting: () => waiting.size,
    async ask(call) {
      if (failure !== null) throw failure;
      const end = Promise.withResolvers<never>();
      waiting.add(end.reject);
      try {
        return await Promise.race([call(api), end.promise]);
      } finally {
        waiting.delete(end.reject);
      }
    },
    end() {
      waiting.clear();
      return worker.terminate();
    },
  };
}

/** Makes functions callable by the thread that started this one. */
export function serve(api: object): void {
  if (parentPort === null) throw new Error('Only a worker thread can serve functions.');
  expose(api, nodeEndpoint(parentPort));
}
