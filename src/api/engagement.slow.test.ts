import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiOver } from '../../test/fixtures/api.ts';
import { atDay, courseWith, eventsIn } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { putCourse } from '../../test/fixtures/service.ts';
import type { EngagementView } from './engagement.ts';
import type { Server } from './http.ts';

const course = courseWith('AAA-2014B');
const { registered, clicked } = eventsIn(course);

/** Thirty learners: all use the quiz every week, a third the forum; `quiet` registers and does nothing. */
const events = [
  registered('quiet', -10),
  ...Array.from({ length: 30 }, (_, n) => `learner-${n}`).flatMap((learner, n) => [
    registered(learner, -10),
    ...[0, 7, 14, 21, 28].flatMap((day) => [
      clicked(learner, day + 0.5, 3, 'quiz', 'weekly-quiz'),
      ...(n % 3 === 0 ? [clicked(learner, day + 1.5, 1, 'forumng', 'forum')] : []),
    ]),
  ]),
];

let stores: EmbeddedStores;
let server: Server;

beforeAll(async () => {
  stores = await openEmbeddedStores();
  await putCourse(stores, course, events);
  ({ server } = await apiOver(stores, atDay(course, 37)));
});
afterAll(async () => {
  await server.close();
  await stores.close();
});

const ask = (learnerId: string, items: object[], context: object = {}) =>
  server.inject({
    method: 'POST',
    url: '/v1/engagement/score',
    payload: { learnerId, items, context: { presentationId: course.id, ...context } },
  });

async function score(...asked: Parameters<typeof ask>): Promise<EngagementView> {
  const answer = await ask(...asked);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

const probabilities = (view: EngagementView) =>
  Object.fromEntries(view.items.map(({ id, probability }) => [id, probability]));

describe('POST /v1/engagement/score', () => {
  test('ranks what a learner uses every week above what only others use', async () => {
    const view = await score('learner-1', [{ id: 'forum' }, { id: 'weekly-quiz' }]);
    expect(view.items.map(({ id, rank, known }) => [id, rank, known])).toEqual([
      ['weekly-quiz', 1, true],
      ['forum', 2, true],
    ]);
    const [first] = view.items;
    expect(first.probability).toBeGreaterThan(0.5);
    expect(view).toMatchObject({ learnerId: 'learner-1', learnerKnown: true });
  });

  test('depends on the learner: those who use the forum are likelier to use it again', async () => {
    const forum = async (learner: string) => probabilities(await score(learner, [{ id: 'forum' }])).forum;
    expect(await forum('learner-0')).toBeGreaterThan((await forum('learner-1')) + 0.1);
  });

  test('takes an unknown learner for one of whom nothing is known', async () => {
    const view = await score('stranger', [{ id: 'weekly-quiz' }]);
    expect(view.learnerKnown).toBe(false);
    expect(view.items[0].probability).toBeGreaterThan(0);
    expect(view.items[0].probability).toBeLessThan(1);
    expect(await score('quiet', [{ id: 'weekly-quiz' }])).toMatchObject({ learnerKnown: true });
  });

  test('goes by the type of content that nobody has used', async () => {
    const view = await score('learner-1', [
      { id: 'new-quiz', type: 'quiz' },
      { id: 'new-talk', type: 'forumng' },
      { id: 'new-thing', type: 'unheard-of' },
    ]);
    const { 'new-quiz': quiz, 'new-talk': talk } = probabilities(view);
    expect(quiz).toBeGreaterThan(talk);
    expect(view.items.every(({ known }) => !known)).toBe(true);
  });

  test('uses nothing of the asked week, nor of later ones', async () => {
    const early = await score('learner-1', [{ id: 'weekly-quiz' }], { asOf: '2014-02-12' });
    // 12 February is in the week that begins on Monday the 10th.
    expect(early.weekStart).toBe('2014-02-10T00:00:00.000Z');
    const before = await score('learner-1', [{ id: 'weekly-quiz' }], { asOf: '2014-02-03' });
    expect(before.items[0].known).toBe(false);
    const sameWeek = await score('learner-1', [{ id: 'weekly-quiz' }], { asOf: '2014-02-16' });
    expect(sameWeek).toEqual(early);
  });

  test('takes late events into account once they are posted', async () => {
    const before = probabilities(await score('quiet', [{ id: 'weekly-quiz' }]));
    const late = [0, 7, 14, 21, 28].map((day, n) => ({
      id: `late-${n}`,
      learnerId: 'quiet',
      presentationId: course.id,
      verb: 'interacted',
      objectId: 'weekly-quiz',
      objectType: 'quiz',
      occurredAt: new Date(atDay(course, day + 2)).toISOString(),
      interactions: 1,
    }));
    const posted = await server.inject({ method: 'POST', url: '/v1/events', payload: { events: late } });
    expect(posted.json()).toMatchObject({ accepted: 5 });
    const after = probabilities(await score('quiet', [{ id: 'weekly-quiz' }]));
    expect(after['weekly-quiz']).toBeGreaterThan(before['weekly-quiz'] + 0.1);
  });

  test('tells what is wrong with a request', async () => {
    const wrong = await ask('learner-1', []);
    expect(wrong.statusCode).toBe(422);
    expect(wrong.headers['content-type']).toContain('application/problem+json');
    expect(wrong.json().errors[0].path).toBe('body.items');
    const nowhere = await ask('learner-1', [{ id: 'x' }], { presentationId: 'ZZZ-2014B' });
    expect(nowhere.statusCode).toBe(404);
    expect(nowhere.json().detail).toContain('ZZZ-2014B');
  });
});
