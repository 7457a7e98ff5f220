import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../stats/random.ts';
import { silentDays } from './silence.ts';

const random = seededRandom(1);
/** Ten weeks: about 1,000 events on weekdays and 300 at weekends, each within a tenth. */
const usualWeeks = Array.from({ length: 70 }, (_, day) =>
  Math.round((day % 7 < 5 ? 1000 : 300) * (0.9 + 0.2 * random.uniform())),
);

test('usual weeks, quiet weekends included, are no silence', () => {
  expect(silentDays(usualWeeks)).toEqual([]);
});

test('a day with hardly any events is a silence, and a week of such days does not become usual', () => {
  const counts = usualWeeks.map((events, day) => (day >= 56 && day < 63 ? 3 : events));
  expect(silentDays(counts).map(({ day }) => day)).toEqual([56, 57, 58, 59, 60, 61, 62]);
  const all = usualWeeks.map((events, day) => (day >= 49 ? 3 : events));
  expect(silentDays(all).map(({ day }) => day)).toEqual(Array.from({ length: 21 }, (_, nth) => 49 + nth));
});

test('a dip to two thirds is a holiday, not an outage', () => {
  expect(silentDays(usualWeeks.map((events, day) => (day === 64 ? 0.66 * events : events)))).toEqual([]);
});

test('a source with irregular counts, or with hardly any events, is never silent', () => {
  expect(silentDays([...usualWeeks.slice(0, 20), 0])).toEqual([]);
  // Regular counts, but too small ones.
  const events = fc.oneof(
    { weight: 9, arbitrary: fc.constant(19) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 19 }) },
  );
  fc.assert(
    fc.property(fc.array(events, { maxLength: 70 }), (few) => {
      expect(silentDays(few)).toEqual([]);
    }),
  );
});
