import { sql } from 'kysely';
import type { Decision } from '../domain/decision.ts';
import { dateOf, type Moment, moment } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import { flat } from '../insight/contracts/flat.ts';
import { nested } from '../insight/contracts/nested.ts';
import { type InsightEngine, insightFor, type Question } from '../insight/engine.ts';
import type { RulesetName } from '../insight/settings.ts';
import type { Snapshot } from '../insight/snapshot.ts';
import { someProfilesBefore } from '../store/learner-profiles.ts';
import type { State } from '../store/state.ts';
import { type CycleContext, decideAll, standingsOf, withSettings } from './cycle.ts';
import type { Settings } from './settings-in-service.ts';

/** How many nudges of a kind there are with the settings in service (`now`) and with the other settings (`after`). */
export interface KindEffect {
  readonly kind: string;
  readonly now: number;
  readonly after: number;
}

/** A learner for whom the settings make a difference, and the sentences that the learner gets. */
export interface EffectExample {
  readonly learnerId: string;
  readonly now: readonly string[];
  readonly after: readonly string[];
}

export interface Effect {
  /** How many learners were compared. */
  readonly judged: number;
  /** How many of them would get different nudges, or the same in different words. */
  readonly changed: number;
  readonly kinds: readonly KindEffect[];
  readonly examples: readonly EffectExample[];
}

export interface ProfilesEffect {
  /** How many profiles the last days brought; at most a few thousand of them are compared. */
  readonly known: number;
  readonly rulesets: Readonly<Record<RulesetName, Effect>>;
}

/** The nudges that a learner gets, each a kind and a sentence. */
interface Said {
  readonly learnerId: string;
  readonly nudges: readonly { readonly kind: string; readonly text: string }[];
}

/** Profiles of the last week are compared. */
const COHORT_DAYS = 7;

/** The most profiles compared: each costs about 0.2 ms, and nobody should wait longer than a second. */
const MOST_PROFILES = 5_000;

/** After this many profiles the server turns to other requests. */
const AT_ONCE = 250;

const EXAMPLES = 5;

const PLACE_OF: Readonly<Record<RulesetName, Question['placeOf']>> = {
  flat: flat.typeOf,
  nested: nested.typeOf,
  union: (kind) => kind,
};

/** Compares what other settings would say to the learners whose platform has sent a profile in the last seven days. */
export async function profilesEffect(
  context: CycleContext,
  after: Settings,
  now: Moment,
): Promise<ProfilesEffect> {
  const { known, snapshots } = await someProfilesBefore(context.state, now, COHORT_DAYS, MOST_PROFILES);
  const engines = [context.nudgeEngine, withSettings(context, after).nudgeEngine] as const;
  const of = (ruleset: RulesetName) => comparedOver(snapshots as readonly Snapshot[], engines, ruleset, now);
  return {
    known,
    rulesets: { flat: await of('flat'), nested: await of('nested'), union: await of('union') },
  };
}

async function comparedOver(
  snapshots: readonly Snapshot[],
  [before, after]: readonly [InsightEngine, InsightEngine],
  ruleset: RulesetName,
  now: Moment,
): Promise<Effect> {
  const question: Question = {
    ruleset,
    placeOf: PLACE_OF[ruleset],
    language: 'en',
    today: dateOf(now),
  };
  const said = (snapshot: Snapshot, engine: InsightEngine): Said => ({
    learnerId: snapshot.userId,
    nudges: insightFor(snapshot, engine, question).nudges.map(({ kind, title }) => ({ kind, text: title })),
  });
  const pairs: [Said, Said][] = [];
  for (const [index, snapshot] of snapshots.entries()) {
    if (index % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    pairs.push([said(snapshot, before), said(snapshot, after)]);
  }
  return effectOf(pairs);
}

export interface LastCycleEffect extends Effect {
  readonly at: Moment;
}

/**
 * Compares what other settings would have chosen in the last cycle of a presentation; null where no cycle has run. The
 * history omits the deliveries of that cycle itself, because it decided before them.
 */
export async function lastCycleEffect(
  context: CycleContext,
  after: Settings,
  presentation: Presentation,
  now: Moment,
): Promise<LastCycleEffect | null> {
  const at = await lastCycleBefore(context.state, presentation, now);
  if (at === null) return null;
  const standings = await standingsOf(context, presentation, at);
  const before = moment(at - 1);
  const old = await decideAll(context, standings, before);
  const fresh = await decideAll(withSettings(context, after), standings, before);
  return { at, ...effectOf(old.map((decision, index) => [sent(decision), sent(fresh[index] ?? decision)])) };
}

const sent = ({ learnerId, candidates }: Decision): Said => ({
  learnerId,
  nudges: candidates
    .filter(({ chosen }) => chosen)
    .map(({ intervention, title, body }) => ({ kind: intervention, text: `${title}: ${body}` })),
});

async function lastCycleBefore(
  state: State,
  presentation: Presentation,
  now: Moment,
): Promise<Moment | null> {
  const row = await state
    .selectFrom('decision')
    .select(sql<Date | null>`max(decided_at)`.as('at'))
    .where('presentation_id', '=', presentation.id)
    .where('decided_at', '<=', new Date(now))
    .executeTakeFirst();
  return row?.at ? moment(row.at.getTime()) : null;
}

/** Counts, and the first learners who would get other nudges. */
function effectOf(pairs: readonly (readonly [Said, Said])[]): Effect {
  const counts = new Map<string, { now: number; after: number }>();
  const count = (said: Said, when: 'now' | 'after') => {
    for (const { kind } of said.nudges) {
      const own = counts.get(kind) ?? { now: 0, after: 0 };
      own[when] += 1;
      counts.set(kind, own);
    }
  };
  for (const [now, after] of pairs) {
    count(now, 'now');
    count(after, 'after');
  }
  const changed = pairs.filter(([now, after]) => inOneText(now) !== inOneText(after));
  return {
    judged: pairs.length,
    changed: changed.length,
    kinds: [...counts]
      .map(([kind, both]) => ({ kind, ...both }))
      .sort((a, b) => a.kind.localeCompare(b.kind)),
    examples: changed.slice(0, EXAMPLES).map(([now, after]) => ({
      learnerId: now.learnerId,
      now: now.nudges.map(({ text }) => text),
      after: after.nudges.map(({ text }) => text),
    })),
  };
}

const inOneText = ({ nudges }: Said): string => JSON.stringify(nudges);
