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

test('an emotion, also one that learners agreed to tell, is in no indicator and so in no risk and no nudge', async () => {
  const did = (learner: string) => [
    registered(learner, -10),
    clicked(learner, 3, 5),
    ...[4, 9, 12].map((day) => spoke(learner, day)),
  ];
  await appendEvents(stores.eventLog, [
    ...did('untold'),
    ...EMOTIONS.flatMap((attributes, n) =>
      did(`told-${n}`).map((event) =>
        event.verb === 'response_scored'
          ? { ...event, attributes: { ...event.attributes, ...attributes } }
          : event,
      ),
    ),
  ]);
  const values = await indicatorValues(stores.eventLog, course, atDay(course, 20));
  expect(Object.keys(values.untold ?? {}).length).toBeGreaterThan(50);
  expect(values['told-0']).toEqual(values.untold);
  expect(values['told-1']).toEqual(values.untold);
});
