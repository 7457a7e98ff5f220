import { importFullSet } from './full-set.ts';
import { type Measurement, type Outcome, percentile } from './measurement.ts';
import { startBenchServer, timedGet } from './server.ts';

const REQUESTS = 200;
const COURSES = ['BBB-2014B', 'CCC-2014B', 'DDD-2014B', 'EEE-2014B', 'FFF-2014B', 'GGG-2014B'];
const DAYS = ['2014-04-12', '2014-05-10', '2014-06-07'];

interface Listed {
  readonly enrolments: readonly { readonly learnerId: string }[];
}

/** Answer times on the full set, for one client that sends one request after the other: for scored days and new days. */
export async function measureApi(): Promise<Outcome> {
  const imported = await importFullSet();
  if (imported === null)
    return { skipped: 'the development set is not at ../shared/data/oulad/oulad-dev.zip' };
  const server = await startBenchServer(imported.folder, ['--as-of', 'now']);
  try {
    const course = (id: string, what: string, day: string) =>
      `${server.url}/v1/presentations/${id}/${what}?asOf=${day}`;
    const pages = DAYS.flatMap((day) =>
      COURSES.flatMap((id) =>
        ['overview', 'heatmap', 'attention', 'trends'].map((what) => ({ what, url: course(id, what, day) })),
      ),
    );
    const first: number[] = [];
    for (const page of pages) first.push(await timedGet(page.url));
    const learners = await Promise.all(
      COURSES.map(async (id) => {
        const list = (await (await fetch(course(id, 'attention', DAYS[0] as string))).json()) as Listed;
        return list.enrolments.map((one) => `${server.url}/v1/enrolments/${id}/${one.learnerId}`);
      }),
    );
    const risks = learners.flat().map((url) => `${url}/risk?asOf=${DAYS[0]}`);
    const details = learners.flat().map((url) => `${url}?asOf=${DAYS[0]}`);
    return {
      measured: [
        await answerTimes('risk with reasons of one enrolment', risks, 50),
        await answerTimes(
          'dashboard queries of a course',
          pages.map((page) => page.url),
          200,
        ),
        await answerTimes('page of one learner', details, 200),
        {
          what: 'dashboard queries of a course and day asked for the first time, p95',
          unit: 'ms',
          values: [percentile(first, 0.95)],
          goal: null,
          note: `median ${percentile(first, 0.5).toFixed(0)} ms: the day is scored when it is first asked for`,
        },
      ],
    };
  } finally {
    await server.stop();
  }
}

async function answerTimes(what: string, urls: readonly string[], goal: number): Promise<Measurement> {
  const times: number[] = [];
  for (let request = 0; request < REQUESTS; request += 1)
    times.push(await timedGet(urls[request % urls.length] as string));
  return {
    what: `${what}, p95`,
    unit: 'ms',
    values: [percentile(times, 0.95)],
    goal,
    note: `median ${percentile(times, 0.5).toFixed(0)} ms, p99 ${percentile(times, 0.99).toFixed(0)} ms`,
  };
}
