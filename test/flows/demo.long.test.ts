import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../src/commands/server/running-server.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { type ReplayWeek, replay, replayMoments } from '../../src/cycle/replay.ts';
import { moment } from '../../src/domain/moment.ts';
import { presentationId } from '../../src/domain/presentation.ts';
import type { Attention } from '../../src/read/attention-view.ts';
import type { EnrolmentView } from '../../src/read/enrolment-view.ts';
import type { Overview } from '../../src/read/overview-view.ts';
import type { RiskView } from '../../src/read/risk-view.ts';
import { cycleContext, loadModel, openStores, type Stores } from '../../src/runtime.ts';
import { findPresentation } from '../../src/store/presentations.ts';

// The first start of a new user: an empty folder, the bundled sample, the shipped model.
const PRESENTATION = 'BBB-2014B';
const OPENING_DAY = '2014-04-12T09:00:00.000Z';

const dataDir = mkdtempSync(join(tmpdir(), 'rekindle-demo-'));
const config: Config = readConfig({ REKINDLE_DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' });

/** Everything that a start may change, except data that it computes again on request. */
const contents = async ({ state, eventLog }: Stores) => ({
  decisions: await state.selectFrom('decision').selectAll().orderBy('id').execute(),
  outbox: await state.selectFrom('outbox').selectAll().orderBy('key').execute(),
  inbox: await state.selectFrom('inbox_message').selectAll().orderBy('key').execute(),
  unsent: await state.selectFrom('unsent_message').selectAll().orderBy('key').execute(),
  events: await eventLog.rows(
    'select verb, count() as events, toString(groupBitXor(cityHash64(*))) as hash from activity_event final group by verb order by verb',
  ),
});

describe('the demo', () => {
  let running: RunningServer;
  let stores: Stores;
  const get = async <T>(path: string): Promise<T> => {
    const answer = await fetch(`${running.url}${path}`);
    expect(answer.status, path).toBe(200);
    return (await answer.json()) as T;
  };

  beforeAll(async () => {
    running = await startServer(config, { sample: true });
  }, 240_000);
  afterAll(async () => {
    await stores?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('opens on a day of the later presentation', async () => {
    expect(await get('/v1/clock')).toEqual({
      now: OPENING_DAY,
      timeMachine: { presentationId: PRESENTATION },
      notice: expect.stringContaining('2014-04-12'),
    });
    const overview = await get<Overview>(`/v1/presentations/${PRESENTATION}/overview`);
    expect(overview.registered).toBeGreaterThan(1_000);
    expect(overview.bands.high).toBeGreaterThan(50);
    expect(overview.nudgesLast7Days).toBe(0);
    expect(overview.replayedLast7Days).toBeGreaterThan(0);
  });

  test('shows who needs attention, why, and what was done', async () => {
    const { enrolments } = await get<Attention>(`/v1/presentations/${PRESENTATION}/attention?limit=10`);
    expect(enrolments).toHaveLength(10);
    for (const { learnerId, probability, reasons, suggestedAction, holdout } of enrolments) {
      expect(reasons.length).toBeGreaterThan(0);
      // Only the few learners who are left alone on purpose have no suggestion.
      expect(suggestedAction === null).toBe(holdout);
      if (suggestedAction !== null) expect(suggestedAction.body).toMatch(/\S/);
      const risk = await get<RiskView>(`/v1/enrolments/${PRESENTATION}/${learnerId}/risk`);
      expect(risk).toMatchObject({ probability, asOf: OPENING_DAY });
      const { decisions, activity } = await get<EnrolmentView>(`/v1/enrolments/${PRESENTATION}/${learnerId}`);
      expect(decisions.length).toBeGreaterThan(5);
      expect(decisions[0].decidedAt <= OPENING_DAY).toBe(true);
      for (const { date } of activity) expect(date <= OPENING_DAY).toBe(true);
    }
  });

  test('a second start is quick and changes nothing', async () => {
    await running.stop();
    stores = await openStores(config, 'test');
    const before = await contents(stores);
    await stores.close();
    const startedAt = performance.now();
    running = await startServer(config, { sample: true });
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    expect(await get('/health')).toMatchObject({ status: 'ok' });
    await running.stop();
    stores = await openStores(config, 'test');
    expect(await contents(stores)).toEqual(before);
    expect(before.decisions.length).toBeGreaterThan(30_000);
    expect([before.outbox, before.inbox]).toEqual([[], []]);
  }, 120_000);

  // What a replay finds and sends. A change in behaviour shows as a difference in the golden file.
  test('replayed, it catches what it caught when this was written', async () => {
    const presentation = await findPresentation(stores.state, presentationId(PRESENTATION));
    if (presentation === null) throw new Error(`no ${PRESENTATION}`);
    const weeks: ReplayWeek[] = [];
    const run = replay(
      cycleContext(config, stores, loadModel(config)),
      presentation,
      replayMoments(presentation, moment(Date.now())),
    );
    let step = await run.next();
    for (; !step.done; step = await run.next()) weeks.push(step.value);
    expect(weeks.reduce((sum, { replayed }) => sum + replayed, 0)).toBe(0);
    const sent = await stores.state
      .selectFrom('unsent_message')
      .where('ghost', '=', false)
      .select((row) => ['intervention', row.fn.countAll<string>().as('count')])
      .groupBy('intervention')
      .orderBy('intervention')
      .execute();
    const caught = step.value;
    const golden = {
      presentation: caught.presentationId,
      enrolmentsAlerted: caught.enrolmentsAlerted,
      withdrawn: caught.withdrawn,
      withdrawnAlerted: caught.withdrawnAlerted,
      precision: caught.precision?.toFixed(2),
      recall: caught.recall?.toFixed(2),
      medianLeadDays: caught.medianLeadDays?.toFixed(0),
      sent: Object.fromEntries(sent.map(({ intervention, count }) => [intervention, Number(count)])),
      weeks: weeks.map(
        ({ day, decisions, proposed, firstAlerts, right }) =>
          `day ${day}: ${decisions} judged, ${proposed} proposed, ${firstAlerts} alerted for the first time, ${right} of them left`,
      ),
    };
    await expect(`${JSON.stringify(golden, null, 2)}\n`).toMatchFileSnapshot('./replay.golden.json');
  }, 120_000);
});
