import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseWith } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { serviceOver } from '../../test/fixtures/service.ts';
import { addDays, type Moment } from '../domain/moment.ts';
import { endOf, momentOfDay, presentationId } from '../domain/presentation.ts';
import { putPresentation } from '../store/presentations.ts';
import { createLiveRisks } from './live-risks.ts';
import { createRiskFeed } from './risk-feed.ts';

const watched = courseWith('WATCHED');
const other = courseWith('OTHER');
const DAY_20 = momentOfDay(watched, 20);

let stores: EmbeddedStores;
beforeAll(async () => {
  stores = await openEmbeddedStores();
  for (const course of [watched, other]) await putPresentation(stores.state, course);
});
afterAll(() => stores.close());

/** Live risks whose every scoring seems to take `tookMs`, and the scorings as they begin. */
function liveRisks(tookMs: number) {
  const feed = createRiskFeed();
  feed.subscribe(watched.id, () => {});
  const scored: string[] = [];
  const context = serviceOver(stores, {
    inTurn: (key, work) => {
      scored.push(key);
      return work();
    },
  });
  let elapsed = 0;
  const live = createLiveRisks(feed, new Map(), () => {
    elapsed += tookMs;
    return elapsed;
  });
  const rescore = (id: string, asOf: Moment = DAY_20) =>
    live.rescore(context, presentationId(id), asOf, (error) => {
      throw error;
    });
  return { live, scored, rescore };
}

test('only a presentation that somebody watches, and that is not over, is scored again', async () => {
  const { live, scored, rescore } = liveRisks(0);
  rescore(other.id);
  rescore(watched.id, endOf(watched));
  rescore(watched.id, addDays(endOf(watched), 30));
  await live.settled();
  expect(scored).toEqual([]);
});

test('whatever is asked while a scoring runs is one more scoring', async () => {
  const { live, scored, rescore } = liveRisks(0);
  for (let event = 0; event < 50; event += 1) rescore(watched.id);
  await expect.poll(() => scored.length, { timeout: 30_000 }).toBe(2);
  await live.settled();
  expect(scored).toEqual([watched.id, watched.id]);
});

test('after a scoring nothing is scored for four times as long, and a server that stops does not wait for that', async () => {
  const { live, scored, rescore } = liveRisks(1_000_000);
  rescore(watched.id);
  rescore(watched.id);
  await expect.poll(() => scored.length, { timeout: 30_000 }).toBe(1);
  await live.settled();
  expect(scored).toEqual([watched.id]);
  rescore(watched.id);
  await live.settled();
  expect(scored).toEqual([watched.id]);
});
