import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { residentMb } from './command.ts';
import { type Outcome, seconds } from './measurement.ts';
import { startBenchServer, timedGet } from './server.ts';

const IDLE_MS = 15_000;

/** The times from a clone to a usable page and of a later start, and the memory of both servers when idle. */
export async function measureStart(): Promise<Outcome> {
  const root = join(import.meta.dirname, '..');
  const folder = mkdtempSync(join(tmpdir(), 'rekindle-start-'));
  const clone = join(folder, 'clone');
  execFileSync('git', ['clone', '-q', root, clone]);
  const install = await seconds(async () => {
    execFileSync('npm', ['ci', '--prefer-offline'], { cwd: clone, stdio: 'ignore' });
  });
  const data = join(folder, 'data');
  const first = await started(data);
  const later = [await started(data), await started(data)];
  rmSync(folder, { recursive: true, force: true });
  return {
    measured: [
      {
        what: 'from a clone to a usable page: npm ci (warm cache), then the first start',
        unit: 's',
        values: [install + first.seconds],
        goal: 90,
        note: `npm ci ${install.toFixed(0)} s`,
      },
      { what: 'later start to a usable page', unit: 's', values: later.map((one) => one.seconds), goal: 10 },
      {
        what: 'idle memory 15 s after the first start',
        unit: 'MB',
        values: [first.idleMb],
        goal: 600,
      },
      {
        what: 'idle memory after a later start',
        unit: 'MB',
        values: later.map((one) => one.idleMb),
        goal: 600,
      },
    ],
  };
}

/** A usable page: the page and the list of learners who need attention have answered. */
async function started(data: string): Promise<{ seconds: number; idleMb: number }> {
  const start = performance.now();
  const server = await startBenchServer(data);
  await timedGet(`${server.url}/`);
  await timedGet(`${server.url}/v1/presentations/BBB-2014B/attention`);
  const elapsed = (performance.now() - start) / 1000;
  await sleep(IDLE_MS);
  const idleMb = residentMb(server.pid, 'VmRSS');
  await server.stop();
  return { seconds: elapsed, idleMb };
}
