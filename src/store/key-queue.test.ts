import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeyQueue } from './key-queue.ts';

describe('work', () => {
  test('of one key runs one after the other, in the order of the calls', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.boolean(), { maxLength: 6 }),
        async (scheduler, successes) => {
          const turns = createKeyQueue();
          const asked: number[] = [];
          const seen: string[] = [];
          const all = successes.map(async (succeeds, nth) => {
            // Some calls come while earlier work is running, some after all earlier work has ended.
            await scheduler.schedule(Promise.resolve(), `${nth} asks`);
            asked.push(nth);
            return turns('key', async () => {
              seen.push(`${nth} begins`);
              await scheduler.schedule(Promise.resolve(), `work ${nth}`);
              seen.push(`${nth} ends`);
              if (!succeeds) throw new Error(`${nth} failed`);
              return nth;
            });
          });
          const outcomes = Promise.allSettled(all);
          await scheduler.waitFor(outcomes);
          expect(seen).toEqual(asked.flatMap((nth) => [`${nth} begins`, `${nth} ends`]));
          expect((await outcomes).map(({ status }) => status)).toEqual(
            successes.map((succeeds) => (succeeds ? 'fulfilled' : 'rejected')),
          );
        },
      ),
    );
  });

  test('of different keys does not wait', async () => {
    const turns = createKeyQueue();
    const never = turns('slow', () => new Promise(() => {}));
    expect(await turns('quick', async () => 'done')).toBe('done');
    expect(never).toBeInstanceOf(Promise);
  });

  test('that throws before it returns a promise holds up no later work', async () => {
    const turns = createKeyQueue();
    const failed = turns('key', () => {
      throw new Error('at once');
    });
    const next = turns('key', async () => 'done');
    await expect(failed).rejects.toThrow('at once');
    expect(await next).toBe('done');
  });
});
