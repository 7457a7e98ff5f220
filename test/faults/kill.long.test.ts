import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/stats/random.ts';
import { startRekindle } from './rekindle-process.ts';
import { type Stored, storedIn } from './stored.ts';
import { createTraffic, type Traffic } from './traffic.ts';

const folder = mkdtempSync(join(tmpdir(), 'rekindle-kill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SEED = 20140203;

/** Checks that must hold after every end of the server, however it ended. */
function expectWhole(stored: Stored, traffic: Traffic): void {
  expect(traffic.acknowledged.size).toBeGreaterThan(100);
  const ids = stored.events.map((event) => event.event_id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...traffic.acknowledged].filter((id) => !ids.includes(id))).toEqual([]);
  expect([...traffic.learners].filter((id) => !stored.learners.includes(id))).toEqual([]);
  for (const scoring of stored.scorings) expect(scoring.risks).toBe(scoring.enrolments);
}

describe('a server under load', () => {
  test('killed at random moments keeps every acknowledged event, once', async () => {
    const random = seededRandom(SEED);
    const settings = { REKINDLE_DATA_DIR: join(folder, 'killed') };
    const traffic = createTraffic(random, Date.now());
    for (let round = 0; round < 4; round += 1) {
      const server = await startRekindle(settings);
      await traffic.open(server);
      const load = traffic.run(server, 3);
      await pause(200 + random.below(1_300));
      // Even a slow machine gets time to acknowledge events that it could lose.
      while (traffic.acknowledged.size <= 30 * (round + 1)) await pause(10);
      expect((await server.end('SIGKILL')).signal).toBe('SIGKILL');
      await load.stop();
    }
    const server = await startRekindle(settings);
    await traffic.settle(server);
    expect((await server.end('SIGTERM')).code).toBe(0);
    const stored = await storedIn(settings.REKINDLE_DATA_DIR);
    expectWhole(stored, traffic);
    expect(stored.events.length).toBe(traffic.acknowledged.size);
    expect(traffic.refusals).toEqual([]);
  }, 120_000);

  test('killed in a flood of single events keeps every acknowledged one, once', async () => {
    const random = seededRandom(SEED);
    const settings = { REKINDLE_DATA_DIR: join(folder, 'flooded') };
    const traffic = createTraffic(random, Date.now(), 1);
    for (let round = 0; round < 4; round += 1) {
      const server = await startRekindle(settings);
      await traffic.open(server);
      const load = traffic.run(server, 16);
      await pause(200 + random.below(1_300));
      while (traffic.acknowledged.size <= 100 * (round + 1)) await pause(10);
      expect((await server.end('SIGKILL')).signal).toBe('SIGKILL');
      await load.stop();
    }
    const server = await startRekindle(settings);
    await traffic.settle(server);
    expect((await server.end('SIGTERM')).code).toBe(0);
    const stored = await storedIn(settings.REKINDLE_DATA_DIR);
    expectWhole(stored, traffic);
    expect(stored.events.length).toBe(traffic.acknowledged.size);
    expect(traffic.refusals).toEqual([]);
  }, 120_000);

  test('asked to stop answers all pending requests, keeps their events, and exits with 0', async () => {
    const settings = { REKINDLE_DATA_DIR: join(folder, 'stopped') };
    const traffic = createTraffic(seededRandom(SEED), Date.now());
    const server = await startRekindle(settings);
    await traffic.open(server);
    const load = traffic.run(server, 4);
    while (traffic.acknowledged.size < 300) await pause(50);
    const ending = await server.end('SIGTERM');
    await load.stop();
    expect(ending).toMatchObject({ code: 0, signal: null, stderr: '' });
    expectWhole(await storedIn(settings.REKINDLE_DATA_DIR), traffic);
  }, 60_000);
});
