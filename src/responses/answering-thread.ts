import { type Transferable, Worker } from 'node:worker_threads';

/** What a thread does is soon done with; more of this costs memory and gives no speed. */
const YOUNG_MB = 6;

/** Far more than is ever needed; a heap with a limit grows slower. */
const OLD_MB = 512;

/** A thread that answers one task after another. */
export interface AnsweringThread<Task> {
  /** How many tasks it has yet to answer. */
  waiting(): number;
  /** @param memory parts of the task that are handed over, and are not to be used any more */
  ask<Answer>(task: Task, memory: readonly Transferable[]): Promise<Answer>;
  end(): Promise<unknown>;
}

export function startThread<Task>(script: URL): AnsweringThread<Task> {
  const worker = new Worker(script, {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB, maxOldGenerationSizeMb: OLD_MB },
  });
  const asked: PromiseWithResolvers<unknown>[] = [];
  worker.on('message', (answer) => asked.shift()?.resolve(answer));
  worker.on('error', (error) => {
    for (const one of asked.splice(0)) one.reject(error);
  });
  return {
    waiting: () => asked.length,
    ask<Answer>(task: Task, memory: readonly Transferable[]) {
      const answer = Promise.withResolvers<unknown>();
      asked.push(answer);
      worker.postMessage(task, memory);
      return answer.promise as Promise<Answer>;
    },
    end: () => worker.terminate(),
  };
}
