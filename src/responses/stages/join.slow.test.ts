import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { responseRuns } from '../../../test/fixtures/response-runs.ts';
import { parquet } from '../run-folder/tables.ts';
import { clean } from './clean.ts';
import { joinSessions } from './join.ts';
import { type SelectRequest, select } from './select.ts';

const here = responseRuns();

const AT = Date.parse('2025-03-04T10:00:00Z');
interface Spoken {
  readonly id: string;
  readonly user: string;
  readonly second: number;
}
interface Point {
  readonly id: string;
  readonly user: string;
  readonly second: number;
  readonly endSecond?: number;
  readonly milestone?: string;
}

async function cleaned(spoken: readonly Spoken[], points: readonly Point[]): Promise<void> {
  const telemetry = join(here.root, `${here.run}.jsonl`);
  const sessions = join(here.root, `${here.run}-sessions.json`);
  const events = spoken.map(({ id, user, second }) =>
    JSON.stringify({
      eid: 'RESPONSE',
      ets: AT + second * 1000,
      mid: id,
      actor: { id: user, type: 'User' },
      edata: {
        type: 'SPEAK',
        target: `${id}.wav`,
        values: [{ original_text: 'a dog' }, { accuracy_percentage: 50 }],
      },
    }),
  );
  writeFileSync(telemetry, events.join('\n'));
  const records = points.map(({ id, user, second, endSecond, milestone = 'm1' }) => ({
    sessionId: id,
    userId: user,
    milestone,
    lesson: 'L1',
    progress: 10,
    createdAt: AT + second * 1000,
    endedAt: endSecond === undefined ? undefined : AT + endSecond * 1000,
  }));
  writeFileSync(sessions, JSON.stringify(records));
  await clean.run({
    runFolder: here.runFolder,
    inputs: [telemetry],
    sessionsInput: sessions,
    languages: null,
    utcOffset: 'Z',
    chunkRecords: 3,
  });
}
const selected = (over: Partial<SelectRequest> = {}) =>
  select.run({
    tables: here.tables,
    runFolder: here.runFolder,
    users: null,
    milestone: null,
    where: null,
    isPerLearner: false,
    ...over,
  });
const rowsOf = (file: string) =>
  here.tables.rows<Record<string, unknown>>(
    `select response_id, nearest_session_id, distance_seconds from ${parquet(join(here.runFolder, 'join', file))} order by response_id`,
  );

describe('select', () => {
  const spoken = [
    { id: 'r1', user: 'ada', second: 10 },
    { id: 'r1', user: 'ada', second: 10 },
    { id: 'r2', user: 'bo', second: 20 },
    { id: 'r3', user: 'a/../b', second: 30 },
  ];
  const points = [
    { id: 's1', user: 'ada', second: 0, milestone: 'm2' },
    { id: 's2', user: 'bo', second: 0, milestone: 'm1' },
  ];
  test.each([
    ['all', {}, ['r1', 'r2', 'r3']],
    ['one learner', { users: ['bo'] }, ['r2']],
    ['a list', { users: ['ada', 'bo'] }, ['r1', 'r2']],
    ['a milestone', { milestone: 'm2' }, ['r1']],
    ['a cohort by a condition', { where: "user_id != 'ada' or audio is null" }, ['r2', 'r3']],
  ])('takes %s, each response once', async (_, over, expected) => {
    await cleaned(spoken, points);
    const manifest = await selected(over);
    const found = await here.tables.rows<{ response_id: string }>(
      `select response_id from ${parquet(join(here.runFolder, 'select/selected.parquet'))} order by response_id`,
    );
    expect(found.map((row) => row.response_id)).toEqual(expected);
    expect(manifest.counts.repeated).toBe(expected.includes('r1') ? 1 : 0);
  });

  test('writes a file for each learner, whatever characters the id has', async () => {
    await cleaned(spoken, points);
    await selected({ isPerLearner: true });
    const folder = join(here.runFolder, 'select/learners');
    const files = readdirSync(folder);
    expect(files).toHaveLength(3);
    expect(files).toEqual(expect.arrayContaining(['ada.csv', 'bo.csv']));
    expect(readFileSync(join(folder, 'bo.csv'), 'utf8')).toContain('"r2","bo"');
  });

  test('names a condition that is not valid SQL', async () => {
    await cleaned(spoken, points);
    await expect(selected({ where: 'colour = 3' })).rejects.toThrow('colour = 3');
  });
});

describe('join', () => {
  test('takes the nearest session, the earlier of two equally near ones, and keeps unmatched responses apart', async () => {
    await cleaned(
      [
        { id: 'before', user: 'ada', second: -299 },
        { id: 'far', user: 'ada', second: -301 },
        { id: 'later', user: 'ada', second: 70 },
        { id: 'nobody', user: 'bo', second: 0 },
        { id: 'tie', user: 'ada', second: 50 },
        { id: 'within', user: 'eve', second: 500 },
      ],
      [
        { id: 's1', user: 'ada', second: 0 },
        { id: 's2', user: 'ada', second: 100 },
        { id: 'long', user: 'eve', second: 0, endSecond: 1000 },
        { id: 'short', user: 'eve', second: 100, endSecond: 110 },
      ],
    );
    await selected();
    const manifest = await joinSessions.run({
      tables: here.tables,
      runFolder: here.runFolder,
      windowSeconds: 300,
    });
    expect(await rowsOf('joined.parquet')).toEqual([
      { response_id: 'before', nearest_session_id: 's1', distance_seconds: 299 },
      { response_id: 'later', nearest_session_id: 's2', distance_seconds: 30 },
      { response_id: 'tie', nearest_session_id: 's1', distance_seconds: 50 },
      { response_id: 'within', nearest_session_id: 'long', distance_seconds: 0 },
    ]);
    expect(await rowsOf('unmatched.parquet')).toEqual([
      { response_id: 'far', nearest_session_id: 's1', distance_seconds: 301 },
      { response_id: 'nobody', nearest_session_id: null, distance_seconds: null },
    ]);
    expect(manifest).toMatchObject({ counts: { joined: 4 }, refused: { too_far: 1, no_session: 1 } });
    const wider = await joinSessions.run({
      tables: here.tables,
      runFolder: here.runFolder,
      windowSeconds: 301,
    });
    expect(wider.counts.joined).toBe(5);
    expect(existsSync(join(here.runFolder, 'join/unmatched.csv'))).toBe(true);
  });

  test('finds the same session as a search over every session', async () => {
    const second = fc.integer({ min: 0, max: 400 });
    const user = fc.constantFrom('ada', 'bo');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ user, second }), { minLength: 1, maxLength: 12 }),
        fc.uniqueArray(fc.record({ user, second, lasts: fc.integer({ min: 0, max: 150 }) }), {
          selector: (one) => `${one.user} ${one.second}`,
          maxLength: 8,
        }),
        async (spoken, sessions) => {
          here.next();
          const points = sessions.map((one, n) => ({
            ...one,
            id: `s${n}`,
            endSecond: one.second + one.lasts,
          }));
          await cleaned(
            spoken.map((one, n) => ({ ...one, id: `r${String(n).padStart(2, '0')}` })),
            points,
          );
          await selected();
          await joinSessions.run({ tables: here.tables, runFolder: here.runFolder, windowSeconds: 1e9 });
          const found = [...(await rowsOf('joined.parquet')), ...(await rowsOf('unmatched.parquet'))];
          const distances = new Map(found.map((row) => [row.response_id, row.distance_seconds]));
          const expected = spoken.map((one, n) => {
            const own = points.filter((point) => point.user === one.user);
            const nearest = own.map((point) =>
              Math.max(0, point.second - one.second, one.second - point.endSecond),
            );
            return [`r${String(n).padStart(2, '0')}`, nearest.length === 0 ? null : Math.min(...nearest)];
          });
          expect([...distances].sort()).toEqual(expected);
        },
      ),
      { numRuns: 8 },
    );
  });
});
