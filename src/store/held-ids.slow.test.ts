import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedStores, openEmbeddedLog } from '../../test/fixtures/embedded-stores.ts';
import { createHeldIds } from './held-ids.ts';

let stores: Omit<EmbeddedStores, 'state'>;
beforeAll(async () => {
  stores = await openEmbeddedLog();
});
afterAll(() => stores.close());

const HELD = ['a', 'lms-8f1c2', 'é', '日本語 with spaces', 'x'.repeat(200)];
const NEW = Array.from({ length: 1_000 }, (_, nth) => `new-${nth}`);

test('every id of the log is held, whatever its letters, and new ones are not', async () => {
  const { eventLog } = stores;
  await eventLog.insert(
    'activity_event',
    HELD.map((event_id) => ({ event_id, learner_id: 'ada', occurred_at: '2014-04-06 18:20:00' })),
  );
  const held = createHeldIds(eventLog.rowBinary);
  expect(held.mayHold('new')).toBe(true);
  await held.load();
  expect(HELD.filter((id) => !held.mayHold(id))).toEqual([]);
  expect(NEW.filter((id) => held.mayHold(id))).toEqual([]);
  held.add(NEW.slice(0, 10));
  expect(NEW.filter((id) => held.mayHold(id))).toEqual(NEW.slice(0, 10));

  const past = { event_id: 'written past it', learner_id: 'ada', occurred_at: '2014-04-06 18:20:00' };
  await eventLog.insert('activity_event', [past]);
  held.forget();
  await held.load();
  expect(held.mayHold(past.event_id)).toBe(true);
});
