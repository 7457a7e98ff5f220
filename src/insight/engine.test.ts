import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitrarySnapshot } from '../../test/contracts/arbitrary-snapshot.ts';
import { shippedInsight, snapshotWith, TODAY } from '../../test/contracts/example-snapshot.ts';
import { flat } from './contracts/flat.ts';
import { nested } from './contracts/nested.ts';
import { insightFor } from './engine.ts';
import { NO_MODELS, type NudgeModels } from './models.ts';
import type { Snapshot } from './snapshot.ts';

const ask = (snapshot: Snapshot, contract = nested, models: NudgeModels = NO_MODELS) =>
  insightFor(
    snapshot,
    { settings: shippedInsight, models },
    { ruleset: contract.ruleset, placeOf: contract.typeOf, language: 'en', today: TODAY },
  ).nudges;

/** Models that always give this probability. */
const saying = (probability: number | null): NudgeModels => ({
  resume: () => probability,
  event: () => probability,
  missing: [],
});

/** Every rule of the nested contract fires. */
const IDLE = snapshotWith({
  profile: { resumeUploaded: false, projectsAdded: 0, quizzesTaken: 0 },
  activity: { loginStreakDays: 0, lastEventOn: null, lastQuizOn: null, lastActiveOn: '2025-05-01' as never },
  peers: { eventAttendance: { 'tech-talk': 12, 'coding-contest': 11 }, buddiesAttending: ['coding-contest'] },
});

// The two engines before this one got these cases wrong.
describe('a learner gets a true answer where', () => {
  test('they never attended an event', () => {
    const never = snapshotWith({ activity: { lastEventOn: null } });
    expect(ask(never, flat)).toEqual([]);
    expect(ask(never).map(({ kind }) => kind)).toEqual(['event_fomo']);
  });

  test('no buddy goes to an event', () => {
    const alone = snapshotWith({ activity: { lastEventOn: null }, peers: { buddiesAttending: [] } });
    const [nudge] = ask(alone);
    expect(nudge?.title).toBe('startup-meetup is a good place to meet people who share your goals.');
    const noEvent = { ...alone, peers: { ...alone.peers, eventAttendance: {} } };
    expect(ask(noEvent)[0]?.title).toBe('An event is a good place to meet people who share your goals.');
  });

  test.each([
    [84, '84%'],
    [84.5, '84.5%'],
    [100, '100%'],
  ])('%d per cent of the peers are %s', (resumeUploadedPercent, shown) => {
    const [nudge] = ask(
      snapshotWith({ profile: { resumeUploaded: false }, peers: { resumeUploadedPercent } }),
      flat,
    );
    expect(nudge?.title).toBe(
      `${shown} of your peers have uploaded resumes. A rough first version is enough to begin.`,
    );
  });

  test.each([
    [['tech-talk'], 'One of your buddies is going to tech-talk. Join in!'],
    [['tech-talk', 'meetup'], 'Two of your buddies are going to events, tech-talk among them. Join in!'],
    [['a', 'b', 'c'], 'Several of your buddies are going to events, a among them. Join in!'],
  ])('the text counts the buddies who go to %j', (buddiesAttending, title) => {
    const [nudge] = ask(snapshotWith({ activity: { lastEventOn: null }, peers: { buddiesAttending } }));
    expect(nudge?.title).toBe(title);
  });

  test('more rules fire than there are places: the three most pressing nudges, one of each kind', () => {
    expect(ask(IDLE).map(({ kind, rank }) => [rank, kind])).toEqual([
      [1, 'resume'],
      [2, 'comeback'],
      [3, 'event_fomo'],
    ]);
    // Nudges about a résumé and about a project have the same type in the flat contract.
    expect(ask(IDLE, flat).map(({ kind }) => kind)).toEqual(['resume']);
  });

  test('a model would ask for a résumé that the learner already has', () => {
    expect(ask(snapshotWith(), nested, saying(1)).map(({ kind }) => kind)).toEqual(['event_fomo']);
  });

  test('`today` is a different day than the clock says', () => {
    const snapshot = snapshotWith({ activity: { lastQuizOn: '2025-06-04' as never } });
    expect(ask(snapshot)).toEqual([]);
    const question = { ruleset: 'nested', placeOf: nested.typeOf, language: 'en' } as const;
    const tomorrow = { ...question, today: '2025-06-11' as never };
    expect(
      insightFor(snapshot, { settings: shippedInsight, models: NO_MODELS }, tomorrow).nudges.map(
        ({ kind }) => kind,
      ),
    ).toEqual(['quiz']);
  });
});

describe('models', () => {
  test('take the places that rules leave free, from a set probability on, with the numbers they read', () => {
    const snapshot = snapshotWith({
      profile: { resumeUploaded: false },
      peers: { resumeUploadedPercent: 60 },
    });
    expect(ask(snapshot, nested, saying(0.59))).toEqual([]);
    expect(ask(snapshot, nested, saying(0.6))).toMatchObject([
      {
        kind: 'resume',
        source: 'model',
        probability: 0.6,
        reasons: [
          { fact: 'probability', value: 0.6, wanted: 'at least', threshold: 0.6 },
          { fact: 'resume_uploaded', value: 0 },
          { fact: 'batch_resume_uploaded_pct', value: 0.6 },
        ],
      },
      { kind: 'event_fomo', source: 'model' },
    ]);
  });

  test('never take a place from a rule, and may fail', () => {
    expect(ask(IDLE, nested, saying(1))).toEqual(ask(IDLE));
    expect(ask(snapshotWith(), nested, saying(null))).toEqual([]);
  });
});

describe('social proof', () => {
  const without = { profile: { resumeUploaded: false } };

  test('is used for a cohort that is large enough; otherwise the text names a goal', () => {
    const title = (cohortSize: number | null) =>
      ask(snapshotWith({ ...without, peers: { cohortSize } }))[0]?.title;
    expect(title(20)).toMatch(/^80% of your peers/);
    expect(title(19)).toBe('A resume brings you closer to your goal: GRE. Upload a first version today!');
    expect(title(null)).toMatch(/^80% of your peers/);
  });

  test('is not used where the norm would discourage', () => {
    const few = snapshotWith({ ...without, peers: { resumeUploadedPercent: 40 } });
    expect(ask(few, nested, saying(0.9))[0]?.title).toBe(
      'A resume brings you closer to your goal: GRE. Upload a first version today!',
    );
  });
});

test('for every snapshot there are at most three nudges, one for each kind and each event, ranked by priority', () => {
  const rank = { high: 0, medium: 1, low: 2 };
  fc.assert(
    fc.property(
      arbitrarySnapshot,
      fc.constantFrom(flat, nested),
      fc.double({ noNaN: true, min: 0, max: 1 }),
      (snapshot, contract, p) => {
        const nudges = ask(snapshot, contract, saying(p));
        expect(nudges.length).toBeLessThanOrEqual(3);
        const types = nudges.map(({ kind }) => contract.typeOf(kind));
        expect(new Set(types).size).toBe(types.length);
        const events = nudges.flatMap(({ facts }) => facts.event ?? []);
        expect(new Set(events).size).toBe(events.length);
        expect(nudges.map((nudge) => nudge.rank)).toEqual(nudges.map((_, index) => index + 1));
        const priorities = nudges.map(({ priority }) => rank[priority]);
        expect(priorities).toEqual(priorities.toSorted());
        if (snapshot.profile.resumeUploaded) expect(nudges.some(({ kind }) => kind === 'resume')).toBe(false);
      },
    ),
    { numRuns: 1000 },
  );
});
