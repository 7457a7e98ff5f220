import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiOver } from '../../test/fixtures/api.ts';
import { courseWith, eventsIn } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { putCourse } from '../../test/fixtures/service.ts';
import { decideAll, standingsOf } from '../cycle/cycle.ts';
import { addDays, type Moment, moment } from '../domain/moment.ts';
import type { ApiContext } from './context.ts';
import type { Server } from './http.ts';
import { FLAT_EXAMPLE } from './insight-example.ts';

const course = courseWith('BBB-2014B');
const { registered, clicked } = eventsIn(course);
const SENT_AT = moment(Date.parse('2014-03-01T12:00:00Z'));
const MORNING_AFTER = addDays(SENT_AT, 1);

let stores: EmbeddedStores;
let server: Server;
let context: ApiContext;

beforeAll(async () => {
  stores = await openEmbeddedStores();
  await putCourse(stores, course, [
    ...['ada', 'bob'].map((learner) => registered(learner, -5)),
    ...['ada', 'bob'].flatMap((learner) =>
      Array.from({ length: 40 }, (_, day) => clicked(learner, day + 0.5, 5)),
    ),
  ]);
  ({ server, context } = await apiOver(stores, SENT_AT));
});
afterAll(async () => {
  await server.close();
  await stores.close();
});

const put = (learner: string, payload: object) =>
  server.inject({ method: 'PUT', url: `/v1/learners/${learner}/profile`, payload });

const profile = {
  ...FLAT_EXAMPLE,
  activity: { ...FLAT_EXAMPLE.activity, last_event_attended: '2014-02-20' },
};

async function proposedTo(learner: string, now: Moment) {
  const standings = await standingsOf(context.inService(), course, now);
  const decisions = await decideAll(context.inService(), standings, now);
  return decisions.find(({ learnerId }) => learnerId === learner)?.candidates ?? [];
}

test('a profile of the day gives the next decisions candidates, which the guards judge', async () => {
  const answer = await put('ada', profile);
  expect(answer.json()).toEqual({ learnerId: 'ada', receivedAt: '2014-03-01T12:00:00.000Z' });
  const candidates = await proposedTo('ada', MORNING_AFTER);
  const [resume] = candidates.filter(({ intervention }) => intervention === 'resume');
  expect(resume).toMatchObject({
    proposedBy: 'insight_rule',
    recipient: 'learner',
    priority: 'high',
    title: 'Upload resume now',
    body: '80% of your peers have uploaded resumes. A rough first version is enough to begin.',
    facts: { percent: '80', resume_uploaded: 0, batch_resume_uploaded_pct: 80 },
  });
  expect(resume?.verdicts.map(({ guard }) => guard)).toContain('weekly_cap');
  expect((await proposedTo('bob', MORNING_AFTER)).map(({ proposedBy }) => proposedBy)).not.toContain(
    'insight_rule',
  );
});

test('it counts neither before it came nor for longer than two weeks', async () => {
  for (const now of [addDays(SENT_AT, -1), addDays(SENT_AT, 15)])
    expect((await proposedTo('ada', now)).map(({ proposedBy }) => proposedBy)).not.toContain('insight_rule');
});

test('a later day than today is refused, by the clock of the decisions', async () => {
  const answer = await put('ada', FLAT_EXAMPLE);
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain('body.activity.last_event_attended');
});
