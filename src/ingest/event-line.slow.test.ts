import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { type ActivityEvent, VERBS, type Verb } from '../domain/activity-event.ts';
import { learnerId } from '../domain/learner.ts';
import { DAY_MS, moment } from '../domain/moment.ts';
import { presentationId } from '../domain/presentation.ts';
import { openEmbeddedEventLog } from '../store/event-log.ts';
import { migrate } from '../store/migrate.ts';
import { openEmbeddedState } from '../store/state.ts';
import { EVENT_COLUMNS, eventLine } from './event-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'rekindle-event-line-'));
const log = await openEmbeddedEventLog(folder);
const state = await openEmbeddedState('memory://');
await migrate(state, log, null);
afterAll(async () => {
  await log.close();
  await state.destroy();
  rmSync(folder, { recursive: true });
});

/** Any text, and often one with characters that a line of TabSeparated or a map has to escape. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.constantFrom('\\', '\t', '\n', '\r', "'", '"', '{', '}', ':', ',', '\0', '\b', '\f', 'N', 'é'))
    .map((parts) => parts.join('')),
);

/** All events of a run fall within four weeks: the log writes a part for every year, and each part waits for the disk. */
const anyStart = fc.integer({
  min: Date.parse('1900-01-01T00:00:00Z'),
  max: Date.parse('2299-12-04T23:59:59Z'),
});

const anyEvent: fc.Arbitrary<ActivityEvent> = fc.record({
  id: anyText,
  learnerId: anyText.map(learnerId),
  presentationId: anyText.map(presentationId),
  verb: fc.constantFrom(...VERBS),
  objectId: anyText,
  objectType: anyText,
  occurredAt: fc.integer({ min: 0, max: 27 * DAY_MS }).map(moment),
  precision: fc.constantFrom('day', 'instant'),
  interactions: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  durationSeconds: fc.option(fc.integer({ min: 0, max: 1_000_000 }).map((ms) => ms / 1000)),
  scorePercent: fc.option(fc.integer({ min: 0, max: 1_000_000 }).map((score) => score / 10_000)),
  attributes: fc.dictionary(anyText, anyText, { noNullPrototype: true }),
  source: anyText,
});

test('an event comes back from the log as it was written', async () => {
  await fc.assert(
    fc.asyncProperty(anyStart, fc.array(anyEvent, { minLength: 1, maxLength: 50 }), async (start, events) => {
      await log.command('truncate table activity_event');
      const numbered = events.map((event, index) => ({
        ...event,
        id: `${index} ${event.id}`,
        occurredAt: moment(start + event.occurredAt),
      }));
      await log.insertTsv('activity_event', EVENT_COLUMNS, numbered.map(eventLine).join(''));
      expect(await storedEvents()).toEqual(numbered);
    }),
    { numRuns: 40 },
  );
});

async function storedEvents(): Promise<ActivityEvent[]> {
  const rows = await log.rows<Record<string, string> & Record<'attributes', Record<string, string>>>(
    `select * except (occurred_at), toString(toUnixTimestamp64Milli(occurred_at)) as occurred_ms from activity_event
     order by toUInt32(splitByChar(' ', event_id)[1])`,
  );
  return rows.map((row) => ({
    id: row.event_id as string,
    learnerId: learnerId(row.learner_id as string),
    presentationId: presentationId(row.presentation_id as string),
    verb: row.verb as Verb,
    objectId: row.object_id as string,
    objectType: row.object_type as string,
    occurredAt: moment(Number(row.occurred_ms)),
    precision: String(row.day_precision) === 'true' ? 'day' : 'instant',
    interactions: Number(row.interactions),
    durationSeconds: row.duration_seconds === null ? null : Number(row.duration_seconds),
    scorePercent: row.score_percent === null ? null : Number(row.score_percent),
    attributes: row.attributes,
    source: row.source as string,
  }));
}
