import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DAY_MS, dateOf, moment } from '../src/domain/moment.ts';
import type { Measurement, Outcome } from './measurement.ts';
import { startBenchServer } from './server.ts';
import type { LoadReport } from './singles-load.ts';

const COURSE = 'SINGLES';
const LEARNERS = 500;
const CONNECTIONS = [1, 8, 32, 64];
const ROUNDS = 3;
const SECONDS = 5;
const PAGES = 4;

/** Many single events and the goal for them; a single connection has none, because it waits for the disk each time. */
const GOAL = 1_500;
const GOAL_CONNECTIONS = 32;

/** Single events a second with and without open pages, beside the same events in batches, on the same server. */
export async function measureSingles(): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'rekindle-singles-'));
  const server = await startBenchServer(folder, ['--no-sample', '--as-of', 'now']);
  const pages = new AbortController();
  try {
    await openCourse(server.url);
    const alone = await rounds(server.url, 'no page');
    for (let page = 0; page < PAGES; page += 1) await openPage(server.url, pages.signal);
    const watched = await rounds(server.url, `${PAGES} pages open`);
    return { measured: [...alone, ...watched] };
  } finally {
    pages.abort();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each round measures every number of connections and the batches, so that all share the moods of the machine. */
async function rounds(url: string, pages: string): Promise<Measurement[]> {
  const singles = new Map(CONNECTIONS.map((connections) => [connections, [] as LoadReport[]]));
  const batches: LoadReport[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [connections, reports] of singles)
      reports.push(await load(url, connections, 1, `${pages}-${round}`));
    batches.push(await load(url, 2, 10_000, `${pages}-${round}-batch`));
  }
  const rates = (reports: readonly LoadReport[]) => reports.map(({ acceptedPerSecond }) => acceptedPerSecond);
  return [...singles].map(([connections, reports]) => ({
    what: `single events, ${connections} at a time, ${pages}`,
    unit: 'events/s',
    values: rates(reports),
    goal: connections >= GOAL_CONNECTIONS ? GOAL : null,
    peer: { name: 'batches of 10,000, 2 at a time', values: rates(batches) },
    note: `median ${reports[0]?.medianMs.toFixed(1)} ms, p99 ${reports[0]?.p99Ms.toFixed(0)} ms, ${reports.reduce((sum, { failed }) => sum + failed, 0)} failed`,
  }));
}

async function load(url: string, connections: number, size: number, prefix: string): Promise<LoadReport> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, 'singles-load.ts'),
    ...[url, COURSE, connections, size, SECONDS, `${prefix}-${connections}`].map(String),
  ]);
  return JSON.parse(stdout) as LoadReport;
}

/** A course in its fourth week, whose learners have registered. */
async function openCourse(url: string): Promise<void> {
  const startsAt = moment(Date.now() - 25 * DAY_MS);
  const registered = Array.from({ length: LEARNERS }, (_, learner) => ({
    id: `registered-${learner}`,
    learnerId: `s${learner}`,
    presentationId: COURSE,
    verb: 'registered',
    occurredAt: new Date(startsAt).toISOString(),
  }));
  const calendar = { courseId: 'S', startsOn: dateOf(startsAt), lengthDays: 60, assessments: [] };
  await send('PUT', `${url}/v1/presentations/${COURSE}`, calendar);
  await send('POST', `${url}/v1/events`, { events: registered });
}

async function send(method: string, url: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${await answer.text()}`);
}

/** Reads the stream as an open page does, until the signal comes. */
async function openPage(url: string, signal: AbortSignal): Promise<void> {
  const { body } = await fetch(`${url}/v1/stream?presentationId=${COURSE}`, { signal });
  void body?.pipeTo(new WritableStream(), { signal }).catch(() => {});
}
