import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSmallCourse } from '../flows/small-course.ts';
import { rekindle } from './rekindle-process.ts';
import { type Stored, storedIn } from './stored.ts';

const folder = mkdtempSync(join(tmpdir(), 'rekindle-replay-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One learner in so many of the sample's: about 60 in the presentation that is replayed. */
const ONE_OF = 20;
/** Its first five weeks with risks, which begin on day 14. */
const REPLAY = ['replay', 'BBB-2014B', '--to', '2014-03-15'];
const WEEKS = 5;

const DIE_AT = pathToFileURL(join(import.meta.dirname, 'die-at.ts')).href;

const settingsOf = (dataDir: string) => ({ REKINDLE_DATA_DIR: dataDir });

/** What a replay stores, without the parts that may differ. */
const outcomeOf = ({ events, decisions, outbox, inbox, unsent, scorings }: Stored) => ({
  events,
  // The time at which a decision was recorded is by the store's own clock, not by the replayed one.
  decisions: decisions.map((decision) => ({ ...(decision as object), recorded_at: 'at some time' })),
  outbox,
  inbox,
  unsent,
  scorings,
});

/** Each replay continues where the one before died. The statements of a week have the order of this list. */
const DEATHS: readonly [string, { statement: string; number: number }][] = [
  ['before the risks are stored', { statement: 'insert into risk', number: 1 }],
  ['before all risks are marked as complete', { statement: 'update "scoring_run"', number: 3 }],
  [
    'between the decisions of a week and what they would have sent',
    { statement: 'insert into "unsent_message"', number: 2 },
  ],
];

describe('a replay killed again and again', () => {
  const unbroken = join(folder, 'unbroken');
  const killed = join(folder, 'killed');
  let whole: Stored;

  beforeAll(async () => {
    const course = await writeSmallCourse(join(folder, 'course'), ONE_OF);
    expect(await rekindle(['import', 'oulad', course], settingsOf(killed))).toMatchObject({ code: 0 });
    cpSync(killed, unbroken, { recursive: true });
    expect(await rekindle(REPLAY, settingsOf(unbroken))).toMatchObject({ code: 0 });
    whole = await storedIn(unbroken);
  });

  test.each(DEATHS)('dies %s', { timeout: 60_000 }, async (_, { statement, number }) => {
    const { signal, stdout } = await rekindle(REPLAY, {
      ...settingsOf(killed),
      NODE_OPTIONS: `--import=${DIE_AT}`,
      DIE_AT: statement,
      DIE_AT_NUMBER: String(number),
    });
    expect({ signal, stdout }).toEqual({ signal: 'SIGKILL', stdout: '' });
  });

  test('is completed by the next: every decision and all that it would have sent once, as if no replay had been killed', {
    timeout: 120_000,
  }, async () => {
    expect(await rekindle(REPLAY, settingsOf(killed))).toMatchObject({ code: 0 });
    const completed = await storedIn(killed);
    expect(outcomeOf(completed)).toEqual(outcomeOf(whole));

    expect(whole.scorings).toHaveLength(WEEKS);
    expect(whole.decisions.length).toBeGreaterThan(250);
    expect(whole.unsent.length).toBeGreaterThan(50);
    expect([whole.outbox, whole.inbox]).toEqual([[], []]);
    expect(whole.events.filter(({ verb }) => verb === 'nudge_delivered')).toEqual([]);
  });
});
