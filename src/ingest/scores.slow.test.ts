import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assessment, courseWith } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { moment } from '../domain/moment.ts';
import { putPresentation } from '../store/presentations.ts';
import { type Acceptance, acceptEvents } from './accept-events.ts';

const NOW = moment(Date.parse('2014-04-07T09:00:00Z'));
const course = courseWith('BBB-2014B', { assessments: [assessment('essay-1', 20)] });

let stores: EmbeddedStores;
beforeAll(async () => {
  stores = await openEmbeddedStores();
  await putPresentation(stores.state, course);
});
afterAll(() => stores.close());

const accept = (...posted: unknown[]) => acceptEvents(posted, stores, NOW);

const handIn = (id: string, changes: Record<string, unknown>) => ({
  id,
  learnerId: 'ada',
  presentationId: course.id,
  verb: 'submitted',
  objectId: 'essay-1',
  objectType: 'assessment',
  occurredAt: '2014-04-06T18:20:00Z',
  ...changes,
});

const statuses = ({ outcomes }: Acceptance) => outcomes.map(({ status }) => status);

const stored = (ids: readonly string[]) =>
  stores.eventLog.rows<Record<string, unknown>>(
    'select * from activity_event final where event_id in {ids:Array(String)} order by event_id',
    { ids },
  );

describe('a hand-in', () => {
  test('keeps a score above 100 %', async () => {
    expect((await accept(handIn('extra', { scorePercent: 105 }))).outcomes).toEqual([
      { status: 'accepted', id: 'extra' },
    ]);
    expect(await stored(['extra'])).toMatchObject([{ score_percent: 105 }]);
  });

  test.each([-1, 1_500, '87', true])(
    'is a fact even with the score %j, which is left out and said',
    async (scorePercent) => {
      const id = `scored-${scorePercent}`;
      expect((await accept(handIn(id, { scorePercent }))).outcomes).toEqual([
        {
          status: 'accepted',
          id,
          warnings: [
            {
              field: 'scorePercent',
              problem:
                'is left out: it must be a number from 0 to 999. Send a second submitted event with an id of its own and the right score',
            },
          ],
        },
      ]);
      expect(await stored([id])).toMatchObject([{ score_percent: null }]);
    },
  );

  test.each([
    ['Essay-1', '; did you mean essay-1?'],
    ['essay-7', ''],
  ])('to %s, which the calendar does not have, is accepted, and it is said', async (objectId, hint) => {
    expect((await accept(handIn(`to-${objectId}`, { objectId }))).outcomes).toEqual([
      {
        status: 'accepted',
        id: `to-${objectId}`,
        warnings: [
          {
            field: 'objectId',
            problem: `"${objectId}" is no assessment of ${course.id}, so this hand-in counts for none${hint}`,
          },
        ],
      },
    ]);
  });
});

describe('a scored response', () => {
  const scored = (scorePercent: number, attributes: Record<string, string>) =>
    handIn('response.scored:r1', {
      objectId: 'r1',
      verb: 'response_scored',
      objectType: 'spoken_response',
      scorePercent,
      attributes,
    });

  test('is replaced when it is scored again, even with a lower score, and recognised if nothing has changed', async () => {
    const first = scored(80.12345, { phase: 'P1', dominant_emotion: 'calmness' });
    expect(statuses(await accept(first))).toEqual(['accepted']);
    const again = await accept(first);
    expect(statuses(again)).toEqual(['known']);
    expect(again.changedFrom.size).toBe(0);
    expect(statuses(await accept(scored(80.12345, { phase: 'P1' })))).toEqual(['accepted']);
    const rows = await stored(['response.scored:r1']);
    expect(rows.map(({ attributes }) => attributes)).toEqual([{ phase: 'P1' }]);
  });
});
