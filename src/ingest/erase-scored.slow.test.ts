import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { moment } from '../domain/moment.ts';
import { acceptEvents } from './accept-events.ts';
import { eraseScoredResponses } from './erase-scored.ts';

let stores: EmbeddedStores;
beforeAll(async () => {
  stores = await openEmbeddedStores();
});
afterAll(() => stores.close());

const NOW = moment(Date.parse('2014-03-01T00:00:00Z'));
const event = (id: string, learnerId: string, verb: string) => ({
  id,
  learnerId,
  presentationId: 'BBB-2014B',
  verb,
  objectId: id,
  objectType: 'spoken_response',
  occurredAt: '2014-02-10T10:00:00Z',
  attributes: { engagement_score: '55' },
});

test('removes scored responses of one learner, and the risks computed with them', async () => {
  await stores.state
    .insertInto('presentation')
    .values({
      id: 'BBB-2014B',
      course_id: 'BBB',
      starts_on: '2014-02-01',
      length_days: 200,
      assessments: '[]',
    })
    .execute();
  const posted = [
    event('response.scored:1', 'ada', 'response_scored'),
    event('response.scored:2', 'eve', 'response_scored'),
    event('seen:1', 'ada', 'interacted'),
  ];
  const { outcomes } = await acceptEvents(posted, stores, NOW);
  expect(outcomes.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted']);
  for (const [run, asOf] of [
    ['before', '2014-02-05T00:00:00Z'],
    ['after', '2014-02-20T00:00:00Z'],
  ] as const)
    await stores.state
      .insertInto('scoring_run')
      .values({
        presentation_id: 'BBB-2014B',
        as_of: new Date(asOf),
        model_id: 'm',
        run_id: run,
        enrolments: 2,
      })
      .execute();
  expect(await eraseScoredResponses('ada', stores)).toBe(1);
  expect(await stores.eventLog.rows('select event_id from activity_event final order by event_id')).toEqual([
    { event_id: 'response.scored:2' },
    { event_id: 'seen:1' },
  ]);
  const runs = await stores.state.selectFrom('scoring_run').select('run_id').execute();
  expect(runs).toEqual([{ run_id: 'before' }]);
  expect(await eraseScoredResponses('ada', stores)).toBe(0);
});
