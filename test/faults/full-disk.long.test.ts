import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/stats/random.ts';
import { ask, rekindle, startRekindle } from './rekindle-process.ts';
import { cannotMount, mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { storedIn } from './stored.ts';
import { createTraffic } from './traffic.ts';

const SAMPLE = join(import.meta.dirname, '..', '..', 'data', 'oulad-sample', 'oulad-sample.zip');

const refusal = cannotMount();
const why = refusal === null ? '' : ` (skipped: a disk cannot be mounted here: ${refusal})`;

const elsewhere = mkdtempSync(join(tmpdir(), 'rekindle-room-'));
afterAll(() => rmSync(elsewhere, { recursive: true }));

describe.skipIf(refusal !== null)(`a full disk${why}`, () => {
  let disk: SmallDisk;
  afterEach(() => disk.unmount());

  test('makes a server refuse events by a problem that says so, keep what it has acknowledged, and go on once there is room', async () => {
    disk = mountSmallDisk(600);
    const settings = { REKINDLE_DATA_DIR: join(disk.folder, 'data') };
    const traffic = createTraffic(seededRandom(20140203), Date.now());
    const server = await startRekindle(settings);
    try {
      await traffic.open(server);
      const before = traffic.run(server, 2);
      while (traffic.acknowledged.size < 300) await pause(50);
      await before.stop();

      disk.fill();
      const during = traffic.run(server, 2);
      while (traffic.refusals.length < 5) await pause(50);
      await during.stop();
      expect(new Set(traffic.refusals)).toEqual(new Set([507]));
      const { status, answer } = await ask(server, 'POST', '/v1/events', {
        events: [
          {
            id: 'one',
            learnerId: 'one',
            presentationId: 'AAA-now',
            verb: 'registered',
            occurredAt: new Date().toISOString(),
          },
        ],
      });
      expect({ status, answer }).toMatchObject({
        status: 507,
        answer: {
          status: 507,
          detail: expect.stringContaining(`No room is left on the disk of ${settings.REKINDLE_DATA_DIR}`),
        },
      });

      disk.makeRoom();
      await traffic.settle(server);
    } finally {
      await server.end('SIGTERM');
    }
    const again = await startRekindle(settings);
    const after = traffic.run(again, 2);
    const already = traffic.acknowledged.size;
    while (traffic.acknowledged.size < already + 60) await pause(50);
    await after.stop();
    expect((await again.end('SIGTERM')).code).toBe(0);
    const ids = (await storedIn(settings.REKINDLE_DATA_DIR)).events.map((event) => event.event_id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...traffic.acknowledged].filter((id) => !ids.includes(id))).toEqual([]);
  }, 120_000);

  test('ends an import with a message that names the folder; with room, the next one completes it', async () => {
    disk = mountSmallDisk(700);
    const settings = { REKINDLE_DATA_DIR: join(disk.folder, 'data') };
    expect(await rekindle(['migrate'], settings)).toMatchObject({ code: 0 });
    disk.fill(3);
    const full = await rekindle(['import', 'oulad', SAMPLE], settings);
    expect(full.code).toBe(1);
    expect(full.stderr).toContain(`No room is left on the disk of ${settings.REKINDLE_DATA_DIR}`);

    disk.fill();
    const fuller = await rekindle(['import', 'oulad', SAMPLE], settings);
    expect(fuller.code).toBe(1);
    expect(fuller.stderr).toContain(`No room is left on the disk of ${settings.REKINDLE_DATA_DIR}`);

    disk.makeRoom();
    expect(await rekindle(['import', 'oulad', SAMPLE], settings)).toMatchObject({ code: 0 });
    const undisturbed = { REKINDLE_DATA_DIR: join(elsewhere, 'undisturbed') };
    expect(await rekindle(['import', 'oulad', SAMPLE], undisturbed)).toMatchObject({ code: 0 });
    expect((await storedIn(settings.REKINDLE_DATA_DIR)).events).toEqual(
      (await storedIn(undisturbed.REKINDLE_DATA_DIR)).events,
    );
  }, 180_000);
});
