import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exampleCandidate } from '../../test/contracts/example-occasion.ts';
import { courseWith } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import type { Decision, JudgedCandidate } from '../domain/decision.ts';
import { learnerId } from '../domain/learner.ts';
import { addDays, moment, toIso } from '../domain/moment.ts';
import { putPresentation } from '../store/presentations.ts';
import { deliverPending } from './deliver.ts';
import { historyBefore } from './history.ts';
import { recordDecisions } from './record.ts';

const NOW = moment(Date.parse('2014-04-07T09:00:00Z'));
const course = courseWith('BBB-2014B');

let stores: EmbeddedStores;
beforeAll(async () => {
  stores = await openEmbeddedStores();
  await putPresentation(stores.state, course);
  await stores.state
    .insertInto('learner')
    .values(['ada', 'bob', 'cem', 'eve'].map((id) => ({ id })))
    .execute();
});
afterAll(() => stores.close());

beforeEach(async () => {
  for (const table of ['inbox_message', 'outbox', 'unsent_message', 'decision'] as const)
    await stores.state.deleteFrom(table).execute();
});

const candidate = (changes: Partial<JudgedCandidate> = {}): JudgedCandidate => ({
  ...exampleCandidate,
  verdicts: [{ guard: 'cooldown', allowed: true }],
  chosen: true,
  ghost: false,
  ...changes,
});

const decision = (learner: string, candidates: JudgedCandidate[], at = NOW): Decision => ({
  id: `${course.id}/${learner}@${toIso(at)}`,
  presentationId: course.id,
  learnerId: learnerId(learner),
  decidedAt: at,
  probability: 0.8,
  modelId: 'm',
  holdout: false,
  candidates,
  propensity: 0.9,
});

const forbidden = candidate({
  intervention: 'catch_up',
  chosen: false,
  verdicts: [{ guard: 'cooldown', allowed: false, reason: 'Already done 2 days ago' }],
});
const call = candidate({ intervention: 'coach_call', recipient: 'coach' });

const ghost = candidate({
  chosen: false,
  ghost: true,
  verdicts: [
    { guard: 'holdout', allowed: false, reason: 'The learner is in the holdout, which is left alone' },
  ],
});

const unsent = () =>
  stores.state
    .selectFrom('unsent_message')
    .select(['learner_id', 'intervention', 'replayed', 'ghost'])
    .orderBy('key')
    .execute();

const count = async (table: 'decision' | 'outbox' | 'inbox_message') =>
  (await stores.state.selectFrom(table).selectAll().execute()).length;
const counts = async () => [await count('decision'), await count('outbox'), await count('inbox_message')];

const record = (decisions: readonly Decision[], replayed = false) =>
  recordDecisions(stores.state, decisions, replayed);

const deliver = (now = NOW) => deliverPending(stores.state, stores.eventLog, now);

const deliveredEvents = (learner: string) =>
  stores.eventLog.rows(
    `select event_id, verb, object_id, object_type, occurred_at, attributes from activity_event final
     where learner_id = {learner:String} order by event_id`,
    { learner },
  );

describe('recording decisions', () => {
  test('stores each decision with all its candidates, and queues the chosen ones', async () => {
    const one = decision('ada', [candidate(), forbidden, call]);
    expect(await record([one, decision('bob', [])])).toEqual({ queued: 2, replayed: 0 });
    const rows = await stores.state.selectFrom('decision').selectAll().orderBy('id').execute();
    expect(rows).toMatchObject([
      {
        id: one.id,
        decided_at: new Date(NOW),
        probability: 0.8,
        propensity: 0.9,
        candidates: one.candidates,
      },
      { learner_id: 'bob', candidates: [] },
    ]);
    expect(await stores.state.selectFrom('outbox').selectAll().orderBy('key').execute()).toMatchObject([
      { key: 'BBB-2014B/ada/coach_call/2014-04-07T09:00:00.000Z', recipient: 'coach', decision_id: one.id },
      { key: 'BBB-2014B/ada/reconnect/2014-04-07T09:00:00.000Z', recipient: 'learner', attempts: 0 },
    ]);
  });

  test('again changes nothing, even if the decision would now be different', async () => {
    await record([decision('ada', [candidate(), forbidden])]);
    const otherwise = decision('ada', [forbidden, { ...forbidden, chosen: true }, call]);
    expect(await record([otherwise])).toEqual({ queued: 0, replayed: 0 });
    expect(await counts()).toEqual([1, 1, 0]);
    const [row] = await stores.state.selectFrom('decision').select('candidates').execute();
    expect(row.candidates).toEqual([candidate(), forbidden]);
  });

  test('is all or nothing: a message that cannot be queued leaves no decision behind', async () => {
    const impossible = candidate({ recipient: 'dean' as never });
    await expect(record([decision('bob', [candidate()]), decision('ada', [impossible])])).rejects.toThrow(
      /outbox_recipient_check/,
    );
    expect(await counts()).toEqual([0, 0, 0]);
  });

  test('handles a whole course at once', async () => {
    const weeks = Array.from({ length: 2_100 }, (_, week) =>
      decision('ada', [candidate()], addDays(NOW, 7 * week)),
    );
    expect(await record(weeks)).toEqual({ queued: 2_100, replayed: 0 });
    expect(await record([])).toEqual({ queued: 0, replayed: 0 });
  });
});

describe('what would have been sent', () => {
  test('is on record for a learner who is held out, and reaches nobody', async () => {
    expect(await record([decision('ada', [ghost, forbidden])])).toEqual({ queued: 0, replayed: 0 });
    expect(await unsent()).toEqual([
      { learner_id: 'ada', intervention: 'reconnect', replayed: false, ghost: true },
    ]);
    expect(await deliver()).toEqual({ delivered: 0, failed: 0 });
    expect(await counts()).toEqual([1, 0, 0]);
  });

  test('is on record for a replay, and reaches nobody', async () => {
    const replayed = [decision('ada', [candidate(), forbidden, call]), decision('bob', [ghost])];
    expect(await record(replayed, true)).toEqual({ queued: 0, replayed: 2 });
    expect(await record(replayed, true)).toEqual({ queued: 0, replayed: 0 });
    expect(await unsent()).toEqual([
      { learner_id: 'ada', intervention: 'coach_call', replayed: true, ghost: false },
      { learner_id: 'ada', intervention: 'reconnect', replayed: true, ghost: false },
      { learner_id: 'bob', intervention: 'reconnect', replayed: true, ghost: true },
    ]);
    expect(await deliver()).toEqual({ delivered: 0, failed: 0 });
    expect(await counts()).toEqual([2, 0, 0]);
  });

  test('counts in the history: ghosts always, what was replayed only within a replay', async () => {
    await record([decision('ada', [ghost]), decision('bob', [candidate()])]);
    await record([decision('eve', [call])], true);
    await deliver();
    const live = await historyBefore(stores.state, NOW, false);
    expect(live.get('ada')).toEqual([
      { intervention: 'reconnect', recipient: 'learner', deliveredAt: NOW, ghost: true },
    ]);
    expect(live.get('bob')).toEqual([
      { intervention: 'reconnect', recipient: 'learner', deliveredAt: NOW, ghost: false },
    ]);
    expect(live.has('eve')).toBe(false);
    const replaying = await historyBefore(stores.state, NOW, true);
    expect(replaying.get('eve')).toEqual([
      { intervention: 'coach_call', recipient: 'coach', deliveredAt: NOW, ghost: false },
    ]);
    expect(await historyBefore(stores.state, addDays(NOW, -1), true)).toEqual(new Map());
  });
});

describe('delivering', () => {
  test('puts each waiting message into the inbox once, and makes it an event', async () => {
    await record([decision('ada', [candidate(), call])]);
    expect(await deliver()).toEqual({ delivered: 2, failed: 0 });
    expect(await deliver()).toEqual({ delivered: 0, failed: 0 });
    expect(await stores.state.selectFrom('inbox_message').selectAll().orderBy('key').execute()).toMatchObject(
      [
        { intervention: 'coach_call', recipient: 'coach', delivered_at: new Date(NOW), opened_at: null },
        {
          intervention: 'reconnect',
          recipient: 'learner',
          title: exampleCandidate.title,
          body: exampleCandidate.body,
        },
      ],
    );
    const key = 'BBB-2014B/ada/reconnect/2014-04-07T09:00:00.000Z';
    expect(await deliveredEvents('ada')).toEqual([
      expect.objectContaining({ object_type: 'coach_call', attributes: { recipient: 'coach' } }),
      {
        event_id: `nudge_delivered:${key}`,
        verb: 'nudge_delivered',
        object_id: key,
        object_type: 'reconnect',
        occurred_at: '2014-04-07 09:00:00.000',
        attributes: { recipient: 'learner' },
      },
    ]);
  });

  test('reports a delivery whose event a crash kept from the log, with the date of the delivery', async () => {
    await record([decision('cem', [candidate()])]);
    const broken = { ...stores.eventLog, insertTsv: () => Promise.reject(new Error('the disk is full')) };
    await expect(deliverPending(stores.state, broken, NOW)).rejects.toThrow('the disk is full');
    expect(await count('inbox_message')).toBe(1);
    expect(await deliveredEvents('cem')).toEqual([]);
    expect(await deliver(addDays(NOW, 1))).toEqual({ delivered: 0, failed: 0 });
    expect(await deliveredEvents('cem')).toMatchObject([{ occurred_at: '2014-04-07 09:00:00.000' }]);
  });

  test('leaves messages of later decisions for later', async () => {
    await record([decision('ada', [candidate()], addDays(NOW, 1))]);
    expect(await deliver()).toEqual({ delivered: 0, failed: 0 });
    expect(await deliver(addDays(NOW, 1))).toEqual({ delivered: 1, failed: 0 });
  });

  test('continues until no message waits', async () => {
    const weeks = Array.from({ length: 1_100 }, (_, week) =>
      decision('bob', [candidate()], addDays(NOW, -7 * week)),
    );
    await record(weeks);
    expect(await deliver()).toEqual({ delivered: 1_100, failed: 0 });
    expect(await count('inbox_message')).toBe(1_100);
  });

  test('a message for an unknown channel waits with its error and holds up no other message', async () => {
    await record([decision('ada', [candidate(), call])]);
    await stores.state
      .updateTable('outbox')
      .set({ channel: 'pigeon' })
      .where('recipient', '=', 'coach')
      .execute();
    expect(await deliver()).toEqual({ delivered: 1, failed: 1 });
    expect(await deliver()).toEqual({ delivered: 0, failed: 0 });
    const waiting = await stores.state
      .selectFrom('outbox')
      .select(['channel', 'last_error'])
      .where('delivered_at', 'is', null)
      .execute();
    expect(waiting).toEqual([{ channel: 'pigeon', last_error: 'no channel pigeon' }]);
  });

  test('a message that reaches the channel again stays unchanged', async () => {
    await record([decision('eve', [candidate()])]);
    await deliver();
    await stores.state.updateTable('outbox').set({ delivered_at: null }).execute();
    await stores.state
      .updateTable('inbox_message')
      .set({ opened_at: new Date(NOW) })
      .execute();
    expect(await deliver()).toEqual({ delivered: 1, failed: 0 });
    expect(await stores.state.selectFrom('inbox_message').select('opened_at').execute()).toEqual([
      { opened_at: new Date(NOW) },
    ]);
    expect(await deliveredEvents('eve')).toHaveLength(1);
  });
});
