import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assessment, courseWith, eventsIn } from '../../test/fixtures/course-events.ts';
import { openEmbeddedLog } from '../../test/fixtures/embedded-stores.ts';
import { type ActivityEvent, VERBS } from '../domain/activity-event.ts';
import { addDays, DAY_MS, HOUR_MS, type Moment, moment } from '../domain/moment.ts';
import { momentOfDay, type Presentation } from '../domain/presentation.ts';
import { appendEvents } from '../ingest/append.ts';
import { COLUMNS } from './indicators.ts';
import { indicatorsAt } from './indicators-at.ts';

// An indicator as of a moment uses only events before it. Otherwise a model is trained on data that it will not have
// in service, and looks better than it is: https://en.wikipedia.org/wiki/Leakage_(machine_learning)

let stores: Awaited<ReturnType<typeof openEmbeddedLog>>;
beforeAll(async () => {
  stores = await openEmbeddedLog();
});
afterAll(() => stores.close());

const TODAY = 30;
const ASSESSMENTS = [assessment('essay', 10, 10), assessment('quiz', 29, 20), assessment('report', 31, 70)];

/** An event without its presentation; `offsetMs` is its distance from the moment of the indicators. */
interface Deed {
  readonly learner: string;
  readonly verb: ActivityEvent['verb'];
  readonly offsetMs: number;
  readonly objectId: string;
  readonly objectType: string;
  readonly interactions: number;
  readonly scorePercent: number | null;
  readonly attributes: Record<string, string>;
  readonly precision: ActivityEvent['precision'];
}

/** Half of the events lie at the edges of windows, where mistakes are likely. */
const offsets = (min: number, max: number, edges: number[]) =>
  fc.oneof(fc.integer({ min, max }), fc.constantFrom(...edges));

const deeds = (learners: string[], offsetMs: fc.Arbitrary<number>): fc.Arbitrary<Deed> =>
  fc.record({
    learner: fc.constantFrom(...learners),
    verb: fc.oneof(fc.constantFrom('registered', 'interacted', 'submitted'), fc.constantFrom(...VERBS)),
    offsetMs,
    objectId: fc.constantFrom('essay', 'quiz', 'report', 'other'),
    objectType: fc.constantFrom('quiz', 'forumng', 'page', 'assessment'),
    interactions: fc.integer({ min: 1, max: 50 }),
    scorePercent: fc.option(fc.integer({ min: 0, max: 100 })),
    attributes: fc.constantFrom<Record<string, string>[]>(
      {},
      { banked: 'yes' },
      { previous_attempts: '1', credits: '60' },
      { previous_attempts: '2', result: 'pass' },
    ),
    precision: fc.constantFrom('day', 'instant'),
  });

const scenario = fc.record({
  known: fc.array(
    deeds(
      ['a', 'b', 'c'],
      offsets(-45 * DAY_MS, 20 * DAY_MS, [-1, -DAY_MS, -DAY_MS - 1, -7 * DAY_MS, -8 * DAY_MS]),
    ),
    { maxLength: 25 },
  ),
  later: fc.array(deeds(['a', 'b', 'c', 'd', 'e'], offsets(0, 20 * DAY_MS, [0, 1, DAY_MS])), {
    minLength: 1,
    maxLength: 10,
  }),
});

const timeOfDay = fc.oneof(
  fc.constantFrom(0, 9 * HOUR_MS, DAY_MS - 1),
  fc.integer({ min: 0, max: DAY_MS - 1 }),
);

/** As in service: a moment in the middle of the course, its weeks before and the one after. */
const grid = (at: Moment): Moment[] => [-14, -7, 0, 7].map((days) => addDays(at, days));

const eventsOf = (presentation: Presentation, at: Moment, all: readonly Deed[]): ActivityEvent[] =>
  all.map(({ learner, verb, offsetMs, ...details }, nth) => ({
    ...eventsIn(presentation).event(verb, learner, 0, details),
    id: `${presentation.id}:${nth}`,
    occurredAt: moment(at + offsetMs),
  }));

/** The rows of one presentation at the given moments, each as a text under its moment and learner. */
async function rowsOf(courses: readonly Presentation[], moments: readonly Moment[]) {
  const table = await indicatorsAt(
    stores.eventLog,
    courses.map((presentation) => ({ presentation, moments })),
  );
  const rows = Map.groupBy(table.learnerIds.keys(), (row) => table.presentationIds[row]);
  return (presentation: Presentation, at: Moment): Record<string, Record<string, number>> =>
    Object.fromEntries(
      (rows.get(presentation.id) ?? [])
        .filter((row) => table.moments[row] === at)
        .map((row) => [
          table.learnerIds[row],
          Object.fromEntries(
            COLUMNS.map((column, place) => [column, table.values[row * COLUMNS.length + place]]),
          ),
        ]),
    );
}

test('no later event changes an indicator, and a grid of moments gives the same values as each moment alone', async () => {
  let runs = 0;
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(scenario, { minLength: 1, maxLength: 25, size: 'max' }),
      timeOfDay,
      fc.nat({ max: 3 }),
      async (scenarios, offset, chosen) => {
        runs += 1;
        const pairs = scenarios.map((_, nth) =>
          (['known', 'more'] as const).map((name) =>
            courseWith(`${name}-${runs}-${nth}`, { assessments: ASSESSMENTS }),
          ),
        );
        const at = moment(momentOfDay(courseWith('any'), TODAY) + offset);
        await appendEvents(
          stores.eventLog,
          scenarios.flatMap(({ known, later }, nth) => [
            ...eventsOf(pairs[nth][0], at, known),
            ...eventsOf(pairs[nth][1], at, [...known, ...later]),
          ]),
        );
        const all = await rowsOf(pairs.flat(), grid(at));
        const one = grid(at)[chosen];
        const alone = await rowsOf(pairs.flat(), [one]);
        for (const [known, more] of pairs) {
          for (const then of grid(at).filter((then) => then <= at))
            expect(all(more, then)).toEqual(all(known, then));
          expect(alone(known, one)).toEqual(all(known, one));
          expect(alone(more, one)).toEqual(all(more, one));
          compared += Object.keys(all(known, at)).length;
        }
      },
    ),
    { numRuns: 6, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
  );
  // Scenarios without registered learners would prove nothing.
  expect(compared).toBeGreaterThan(5);
}, 120_000);
