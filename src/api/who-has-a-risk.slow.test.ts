import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, apiOver } from '../../test/fixtures/api.ts';
import { assessment, courseWith, eventsIn } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { putCourse } from '../../test/fixtures/service.ts';
import { cycleMoment } from '../domain/cycle-moment.ts';
import type { Attention } from '../read/attention-view.ts';
import type { EnrolmentView } from '../read/enrolment-view.ts';
import type { Heatmap } from '../read/heatmap-view.ts';
import type { Overview } from '../read/overview-view.ts';
import type { PresentationView } from '../read/presentations-view.ts';
import type { Server } from './http.ts';

// A course of 40 days that begins on 3 February 2014. Everybody is silent from day 3 on.
const course = courseWith('AAA-2014B', { lengthDays: 40, assessments: [assessment('essay', 20)] });
const { registered, clicked, withdrew, finished } = eventsIn(course);
const learners = ['stays', 'shines', 'leaves', 'returns', 'takenOut', 'triesAgain'];
const EVENTS = [
  ...learners.flatMap((learner) => [registered(learner, -5), clicked(learner, 2.5, 9)]),
  finished('shines', 15.5, 'distinction'),
  withdrew('leaves', 16.5),
  // The source knows the day only: the withdrawal and the registration have one time.
  withdrew('returns', 10),
  registered('returns', 10),
  finished('takenOut', 17, 'pass'),
  withdrew('takenOut', 17 + 1 / 86_400),
  finished('triesAgain', 12, 'fail'),
  registered('triesAgain', 18),
];

let stores: EmbeddedStores;
const servers = new Map<number, Server>();
/** A server whose clock stands on a day of the course. */
const on = (day: number) => servers.get(day) as Server;

beforeAll(async () => {
  stores = await openEmbeddedStores();
  await putCourse(stores, course, EVENTS);
  for (const day of [7, 13, 28, 40, 91])
    servers.set(day, (await apiOver(stores, cycleMoment(course, day))).server);
});
afterAll(async () => {
  for (const server of servers.values()) await server.close();
  await stores.close();
});

const base = `/v1/presentations/${course.id}`;
const overview = (day: number) => answerOf<Overview>(on(day), `${base}/overview`);
const attention = (day: number) => answerOf<Attention>(on(day), `${base}/attention`);
const enrolment = (day: number, learner: string) =>
  answerOf<EnrolmentView>(on(day), `/v1/enrolments/${course.id}/${learner}`);
const noRisk = async (day: number, learner: string) => {
  const answer = await on(day).inject({ url: `/v1/enrolments/${course.id}/${learner}/risk` });
  return [answer.statusCode, answer.json().detail];
};
const cycle = async (day: number) =>
  (await on(day).inject({ method: 'POST', url: `${base}/cycles` })).json<Record<string, unknown>>();

describe('while the course has risks', () => {
  const AT_RISK = ['returns', 'stays', 'triesAgain'];

  test('those who are registered have one, and nobody who has finished or withdrawn', async () => {
    const list = await attention(28);
    expect(list).toMatchObject({ total: 3, risks: { state: 'shown' } });
    expect(list.enrolments.map(({ learnerId }) => learnerId).toSorted()).toEqual(AT_RISK);
    const { series } = await answerOf<Heatmap>(on(28), `${base}/heatmap?rows=learners`);
    expect(series.map(({ id }) => id).toSorted()).toEqual(AT_RISK);
  });

  test('the overview and the list of courses count them alike', async () => {
    const counts = { registered: 3, withdrawn: 1, finished: 2 };
    const shown = await overview(28);
    expect(shown).toMatchObject({ ...counts, risks: { state: 'shown' } });
    expect(shown.bands.low + shown.bands.medium + shown.bands.high).toBe(3);
    const { presentations } = await answerOf<{ presentations: PresentationView[] }>(
      on(28),
      '/v1/presentations',
    );
    expect(presentations).toMatchObject([{ enrolments: 6, ...counts }]);
  });

  test('each of the others has a status and a reason', async () => {
    const stands = async (learner: string) => {
      const { status, endedOn, risk, noRisk } = await enrolment(28, learner);
      return [status, endedOn, risk === null, noRisk];
    };
    expect(await stands('stays')).toEqual(['registered', null, false, null]);
    expect(await stands('returns')).toEqual(['registered', null, false, null]);
    expect(await stands('triesAgain')).toEqual(['registered', null, false, null]);
    expect(await stands('shines')).toEqual([
      'finished',
      '2014-02-18',
      true,
      'The learner finished on 2014-02-18.',
    ]);
    expect(await stands('takenOut')).toEqual([
      'finished',
      '2014-02-20',
      true,
      'The learner finished on 2014-02-20.',
    ]);
    expect(await stands('leaves')).toEqual([
      'withdrawn',
      '2014-02-19',
      true,
      'The learner withdrew on 2014-02-19.',
    ]);
    expect(await noRisk(28, 'shines')).toEqual([404, 'The learner finished on 2014-02-18.']);
    expect(await noRisk(28, 'leaves')).toEqual([404, 'The learner withdrew on 2014-02-19.']);
    expect(await noRisk(28, 'nobody')).toEqual([404, 'nobody is not registered in AAA-2014B on 2014-03-03.']);
  });

  test('a cycle judges those who are registered', async () => {
    expect(await cycle(28)).toMatchObject({ decisions: 3, idle: null });
    const sent = await stores.state.selectFrom('outbox').select('learner_id').execute();
    for (const { learner_id } of sent) expect(AT_RISK).toContain(learner_id);
  });
});

describe.each([
  [7, { state: 'not_yet', fromDay: 14, from: '2014-02-17' }, 'The risks of AAA-2014B begin on its day 14'],
  [13, { state: 'not_yet', fromDay: 14, from: '2014-02-17' }, 'The risks of AAA-2014B begin on its day 14'],
  [40, { state: 'over', since: '2014-03-15' }, 'AAA-2014B has been over since 2014-03-15.'],
  [91, { state: 'over', since: '2014-03-15' }, 'AAA-2014B has been over since 2014-03-15.'],
])('on day %i', (day, risks, why) => {
  test('nobody has a risk or a band, nobody is listed, and every answer says why', async () => {
    const shown = await overview(day);
    expect(shown).toMatchObject({ risks, bands: { low: 0, medium: 0, high: 0 } });
    expect(shown.registered + shown.withdrawn + shown.finished).toBe(6);
    expect(await attention(day)).toMatchObject({ risks, total: 0, enrolments: [] });
    expect(await answerOf(on(day), `${base}/heatmap`)).toMatchObject({ risks, weeks: [], series: [] });
    expect(await enrolment(day, 'stays')).toMatchObject({
      status: 'registered',
      risk: null,
      noRisk: expect.stringContaining(why),
    });
    expect(await noRisk(day, 'stays')).toEqual([404, expect.stringContaining(why)]);
  });

  test('a cycle decides nothing, and says why', async () => {
    const before = await decided();
    expect(await cycle(day)).toMatchObject({
      decisions: 0,
      queued: 0,
      delivered: 0,
      idle: expect.stringContaining(why),
    });
    expect(await decided()).toBe(before);
  });
});

const decided = async () => (await stores.state.selectFrom('decision').select('id').execute()).length;
