import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Outcome, percentile } from './measurement.ts';
import { startBenchServer, timedGet } from './server.ts';

const POSTS = 20;
const COURSE = 'BBB-2014B';
/** After a scoring the server rests for four times as long; under a light load that is over by the next event. */
const LIGHT_LOAD_MS = 5_000;

/** The time from posting an event to the changed risk on the stream that an open page reads, on the sample. */
export async function measureLive(): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'rekindle-live-'));
  const server = await startBenchServer(folder);
  const listening = new AbortController();
  try {
    await timedGet(`${server.url}/v1/presentations/${COURSE}/attention`);
    const changes = await listen(`${server.url}/v1/stream?presentationId=${COURSE}`, listening.signal);
    const { now } = (await (await fetch(`${server.url}/v1/clock`)).json()) as { now: string };
    const times: number[] = [];
    for (let post = 0; post < POSTS; post += 1) {
      const start = performance.now();
      const changed = changes.next();
      await fetch(`${server.url}/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          events: [
            {
              id: `bench-${post}`,
              learnerId: '584632',
              presentationId: COURSE,
              verb: 'interacted',
              objectId: `quiz-${post}`,
              objectType: 'quiz',
              occurredAt: new Date(Date.parse(now) - 60_000 * (POSTS - post)).toISOString(),
              interactions: post + 1,
            },
          ],
        }),
      });
      await changed;
      times.push(performance.now() - start);
      await sleep(LIGHT_LOAD_MS);
    }
    return {
      measured: [
        {
          what: 'event posted to changed risk on the stream, p95',
          unit: 'ms',
          values: [percentile(times, 0.95)],
          goal: 1_000,
          note: `median ${percentile(times, 0.5).toFixed(0)} ms of ${POSTS}; everybody in the course is scored anew`,
        },
      ],
    };
  } finally {
    listening.abort();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The changes that the stream sends from now on, one at a time. */
async function listen(url: string, signal: AbortSignal): Promise<AsyncGenerator<void, void>> {
  const answer = await fetch(url, { signal });
  const body = answer.body;
  if (body === null) throw new Error('the stream has no body');
  return changesIn(body);
}

async function* changesIn(body: ReadableStream<Uint8Array>): AsyncGenerator<void, void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      if (text.slice(0, end).includes('event: risk')) yield;
      text = text.slice(end + 2);
    }
  }
}
