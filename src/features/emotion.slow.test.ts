import { afterAll, beforeAll, expect, test } from 'vitest';
import { atDay, courseWith, eventsIn } from '../../test/fixtures/course-events.ts';
import { openEmbeddedLog } from '../../test/fixtures/embedded-stores.ts';
import { indicatorValues } from '../../test/fixtures/indicator-values.ts';
import { appendEvents } from '../ingest/append.ts';

let stores: Awaited<ReturnType<typeof openEmbeddedLog>>;
beforeAll(async () => {
  stores = await openEmbeddedLog();
});
afterAll(() => stores.close());

const course = courseWith('AAA-2014B');
const { registered, clicked, spoke } = eventsIn(course);
const EMOTIONS = [
  { dominant_emotion: 'sadness', emotional_score: '3', emotion_confidence: '0.9' },
  { dominant_emotion: 'happiness', emotional_score: '97', emotion_confidence: '0.9' },
];

test('an emotion, even with the learner’s consent, is in no indicator and so in no risk and no nudge', async () => {
  const did = (learner: string) => [
    registered(learner, -10),
    clicked(learner, 3, 5),
    ...[4, 9, 12].map((day) => spoke(learner, day)),
  ];
  await appendEvents(stores.eventLog, [
    ...did('without'),
    ...EMOTIONS.flatMap((attributes, n) =>
      did(`with-${n}`).map((event) =>
        event.verb === 'response_scored'
          ? { ...event, attributes: { ...event.attributes, ...attributes } }
          : event,
      ),
    ),
  ]);
  const values = await indicatorValues(stores.eventLog, course, atDay(course, 20));
  expect(Object.keys(values.without ?? {}).length).toBeGreaterThan(50);
  expect(values['with-0']).toEqual(values.without);
  expect(values['with-1']).toEqual(values.without);
});
