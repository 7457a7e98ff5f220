import { type Transferable, Worker } from 'node:worker_threads';

/** What a thread does is soon done with: 6 MB of this take a sixth more time, 48 MB save no more than 24. */
const YOUNG_MB = 24;

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
  /** A thread that failed has ended, and answers nothing any more. */
  let failure: unknown = null;
  worker.on('error', (error) => {
    failure = error;
    for (const one of asked.splice(0)) one.reject(error);
  });
  return {
    waiting: () => asked.length,
    async ask<Answer>(task: Task, memory: readonly Transferable[]) {
      if (failure !== null) throw failure;
      const answer = Promise.withResolvers<unknown>();
      asked.push(answer);
      worker.postMessage(task, memory);
      return (await answer.promise) as Answer;
    },
    end: () => worker.terminate(),
  };
}
