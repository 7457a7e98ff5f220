import { transfer } from 'comlink';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ServedThread } from '../test/fixtures/served-thread.ts';
import { type StartedWorker, startWorker } from './worker.ts';

let worker: StartedWorker<ServedThread>;
beforeEach(() => {
  worker = startWorker<ServedThread>(new URL('../test/fixtures/served-thread.ts', import.meta.url));
});
afterEach(async () => {
  await worker.end();
});

test('hands memory over with a call and with its answer', async () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const raised = worker.ask((api) => api.raised(transfer(bytes, [bytes.buffer])));
  expect(bytes.byteLength).toBe(0);
  expect(worker.waiting()).toBe(1);
  expect(await raised).toEqual(Uint8Array.of(2, 3, 4));
  expect(worker.waiting()).toBe(0);
});

test('a function that fails says why, and the thread goes on', async () => {
  await expect(worker.ask((api) => api.refuse('not this'))).rejects.toThrow('not this');
  expect(await worker.ask((api) => api.raised(Uint8Array.of(1)))).toEqual(Uint8Array.of(2));
});

test('a thread that dies refuses the calls that wait, and those that come after', async () => {
  const waiting = worker.ask((api) => api.never());
  await Promise.all([
    expect(waiting).rejects.toThrow('the thread fell over'),
    worker.ask((api) => api.die()).catch(() => {}),
  ]);
  await expect(worker.ask((api) => api.never())).rejects.toThrow('the thread fell over');
});

test('a thread that cannot be loaded refuses its calls', async () => {
  const missing = startWorker<ServedThread>(new URL('no-such-thread.js', import.meta.url));
  await expect(missing.ask((api) => api.never())).rejects.toThrow('no-such-thread');
});
