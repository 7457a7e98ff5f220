import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { moment } from '../../domain/moment.ts';
import type { Session } from './session.ts';
import { wholeSessions } from './whole-sessions.ts';

const folder = mkdtempSync(join(tmpdir(), 'rekindle-sessions-'));
afterAll(() => rmSync(folder, { recursive: true }));

const part = (over: Partial<Session>): Session => ({
  sessionId: 's',
  userId: 'u',
  startedAt: null,
  endedAt: null,
  milestone: null,
  lesson: null,
  progress: null,
  ...over,
});

async function whole(parts: readonly Session[], runRows?: number) {
  const path = join(folder, 'sessions.jsonl');
  writeFileSync(path, parts.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const sessions = [];
  for await (const some of wholeSessions(path, runRows)) sessions.push(...some);
  expect(readdirSync(folder)).toEqual(['sessions.jsonl']);
  return sessions;
}

test('the two ends of a session become one session, and points of progress stay separate', async () => {
  const [at0, at1, at2] = [moment(1000), moment(2000), moment(3000)];
  const start = part({ sessionId: 'b', startedAt: at1 });
  const end = part({ sessionId: 'b', endedAt: at2 });
  const ten = part({ startedAt: at0, progress: 10 });
  const twenty = part({ startedAt: at0, progress: 20 });
  const alone = part({ userId: 'a', endedAt: at2 });
  expect(await whole([end, twenty, ten, start, alone])).toEqual([
    { ...alone, startedAt: at2 },
    ten,
    twenty,
    { ...start, endedAt: at2 },
  ]);
});

test('sorting on disk gives the same sessions as sorting in memory', async () => {
  const time = fc.option(fc.integer({ min: 1, max: 5 }).map(moment));
  const parts = fc.array(
    fc.record({
      sessionId: fc.constantFrom('s1', 's2'),
      userId: fc.constantFrom('ada', 'bo', 'cy', 'é'),
      startedAt: time,
      endedAt: fc.integer({ min: 1, max: 5 }).map(moment),
      milestone: fc.constant(null),
      lesson: fc.constant(null),
      progress: fc.option(fc.constantFrom(10, 20)),
    }),
    { maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(parts, fc.integer({ min: 1, max: 7 }), async (all, runRows) => {
      expect(await whole(all, runRows)).toEqual(await whole(all));
    }),
    { numRuns: 40 },
  );
});
