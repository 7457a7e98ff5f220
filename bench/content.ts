import { join } from 'node:path';
import { openEmbeddedEventLog } from '../src/store/event-log.ts';
import { importFullSet } from './full-set.ts';
import { type Outcome, percentile } from './measurement.ts';
import { startBenchServer } from './server.ts';

const REQUESTS = 300;
const CANDIDATES = 100;
/** The largest presentation of the set: 2,283 learners, 526 pieces of content. */
const PRESENTATION = 'FFF-2013J';
/** Late in the course, when the history is longest. */
const AS_OF = '2014-05-01';

/** How long ranking a hundred pieces of content for one learner takes, for one client that sends one request at a time. */
export async function measureContent(): Promise<Outcome> {
  const imported = await importFullSet();
  if (imported === null)
    return { skipped: 'the development set is not at ../shared/data/oulad/oulad-dev.zip' };
  const { learners, content } = await whoAndWhat(imported.folder);
  const server = await startBenchServer(imported.folder, ['--as-of', 'now']);
  const rank = async (request: number): Promise<number> => {
    const items = Array.from({ length: CANDIDATES }, (_, n) => ({
      id: content[(request * 7 + n) % content.length],
    }));
    const start = performance.now();
    const answer = await fetch(`${server.url}/v1/engagement/score`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        learnerId: learners[request % learners.length],
        items,
        context: { presentationId: PRESENTATION, asOf: AS_OF },
      }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return performance.now() - start;
  };
  try {
    const first = await rank(0);
    const times: number[] = [];
    for (let request = 1; request <= REQUESTS; request += 1) times.push(await rank(request));
    return {
      measured: [
        {
          what: `ranking ${CANDIDATES} pieces of content for a learner, p95`,
          unit: 'ms',
          values: [percentile(times, 0.95)],
          goal: 50,
          note: `median ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms; largest presentation`,
        },
        {
          what: 'the first ranking of a week: reading the past of the largest presentation',
          unit: 's',
          values: [first / 1000],
          goal: null,
        },
      ],
    };
  } finally {
    await server.stop();
  }
}

async function whoAndWhat(folder: string): Promise<{ learners: string[]; content: string[] }> {
  const eventLog = await openEmbeddedEventLog(join(folder, 'events'));
  const idsIn = async (column: string, verb: string) =>
    (
      await eventLog.rows<{ id: string }>(
        `select distinct ${column} as id from ${eventLog.table('activity_event')}
         where presentation_id = {presentation:String} and verb = {verb:String} order by id`,
        { presentation: PRESENTATION, verb },
      )
    ).map(({ id }) => id);
  const found = {
    learners: await idsIn('learner_id', 'registered'),
    content: await idsIn('object_id', 'interacted'),
  };
  await eventLog.close();
  return found;
}
