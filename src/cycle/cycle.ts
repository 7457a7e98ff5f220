import { decide } from '../decide/decide.ts';
import type { DecideSettings } from '../decide/settings.ts';
import type { Standing } from '../decide/standing.ts';
import { deliverPending } from '../deliver/deliver.ts';
import { historyBefore } from '../deliver/history.ts';
import { recordDecisions } from '../deliver/record.ts';
import type { Candidate, Decision } from '../domain/decision.ts';
import type { LearnerPreferences } from '../domain/learner.ts';
import { learnerId } from '../domain/learner.ts';
import type { Moment } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import { indicatorsBehind, type RiskContext, risksAt } from '../explain/score.ts';
import type { IndicatorTable } from '../features/indicators-at.ts';
import { candidatesFor } from '../insight/candidates.ts';
import type { InsightEngine } from '../insight/engine.ts';
import type { Snapshot } from '../insight/snapshot.ts';
import { brokenCalibration } from '../model/registry/drift-history.ts';
import { profilesBefore } from '../store/learner-profiles.ts';
import type { State } from '../store/state.ts';
import type { Settings } from './settings-in-service.ts';
import { type Submissions, standingsAt, submissionsOf } from './standings.ts';

export interface CycleContext extends RiskContext {
  readonly settings: DecideSettings;
  /** Settings and models that propose nudges for learners whose platform sends profiles. */
  readonly nudgeEngine: InsightEngine;
  /**
   * Whether cycles run at moments of the past that are played again. Nothing that such a cycle decides is sent; it is on
   * record as replayed, and cycles of the present do not count it.
   */
  readonly replaying: boolean;
}

export interface CycleSummary {
  readonly presentationId: string;
  readonly at: Moment;
  /** Enrolments in the cycle, each with a recorded decision. */
  readonly decisions: number;
  readonly proposed: number;
  /** Interventions that no guard forbade and that this cycle queued; none in a replay. */
  readonly queued: number;
  /** In a replay, the interventions that would have been queued. */
  readonly replayed: number;
  readonly delivered: number;
  readonly failed: number;
}

/** The same context with different thresholds and texts. */
export const withSettings = (context: CycleContext, { rules, guards, insight }: Settings): CycleContext => ({
  ...context,
  settings: { rules, guards },
  nudgeEngine: { ...context.nudgeEngine, settings: { ...context.nudgeEngine.settings, ...insight } },
});

/** A profile that was sent longer ago is too old to base a nudge on. */
const PROFILE_DAYS = 14;

/**
 * One cycle for a presentation: score everybody, decide about everybody, record the decisions and queue their messages,
 * and deliver them. A replay stops at recording them. Running the same cycle again changes nothing.
 *
 * @param facts the facts of this moment where the caller has read them already, as a replay does
 */
export async function runCycle(
  context: CycleContext,
  presentation: Presentation,
  now: Moment,
  facts?: CourseFacts,
): Promise<CycleSummary> {
  const standings = await standingsOf(context, presentation, now, facts);
  const decisions = await decideAll(context, standings, now);
  const recorded = await recordDecisions(context.state, decisions, context.replaying);
  const { delivered, failed } = context.replaying
    ? { delivered: 0, failed: 0 }
    : await deliverPending(context.state, context.eventLog, now);
  return {
    presentationId: presentation.id,
    at: now,
    decisions: decisions.length,
    proposed: decisions.reduce((sum, decision) => sum + decision.candidates.length, 0),
    ...recorded,
    delivered,
    failed,
  };
}

/** The facts about the learners of a presentation, without their risks. They may cover other moments and later work, too. */
export interface CourseFacts {
  readonly indicators: IndicatorTable;
  readonly submissions: Submissions;
}

/** Reads the facts of many moments at once. */
export const courseFacts = async (
  context: CycleContext,
  presentation: Presentation,
  moments: readonly Moment[],
): Promise<CourseFacts> => ({
  indicators: await indicatorsBehind(context, presentation, moments),
  submissions: await submissionsOf(context.eventLog, presentation),
});

/** The standings of everybody registered, with their risks. */
export async function standingsOf(
  context: CycleContext,
  presentation: Presentation,
  now: Moment,
  facts?: CourseFacts,
): Promise<Standing[]> {
  const { indicators, submissions } = facts ?? (await courseFacts(context, presentation, [now]));
  return standingsAt(presentation, now, indicators, await risksAt(context, presentation, now), submissions);
}

/**
 * A decision about each standing, without recording any; the attention list shows these, too. Where the model's
 * calibration is broken (see calibrationDrift), the rules decide as if there were no risk, and the decision says so.
 */
export async function decideAll(
  context: CycleContext,
  standings: readonly Standing[],
  now: Moment,
): Promise<Decision[]> {
  const preferences = await preferencesOf(context.state);
  const history = await historyBefore(context.state, now, context.replaying);
  const profiles = await profilesBefore(context.state, now, PROFILE_DAYS);
  const withheld = await brokenCalibration(context.state, context.scorer.modelId, now);
  return standings.map((standing) => ({
    ...decide(
      withheld === null ? standing : { ...standing, risk: null },
      history.get(standing.enrolment.learnerId) ?? [],
      preferences.get(standing.enrolment.learnerId) ?? unasked(standing.enrolment.learnerId),
      context.settings,
      now,
      offeredTo(profiles.get(standing.enrolment.learnerId), context.nudgeEngine, now),
    ),
    ...(withheld === null ? {} : { riskWithheld: withheld }),
  }));
}

/** The API parsed and checked the snapshot when it received it (see profile.ts). */
const offeredTo = (snapshot: unknown, engine: InsightEngine, now: Moment): Candidate[] =>
  snapshot === undefined ? [] : candidatesFor(snapshot as Snapshot, engine, now);

const unasked = (learner: LearnerPreferences['learnerId']): LearnerPreferences => ({
  learnerId: learner,
  timeZone: 'UTC',
  optedOut: false,
});

/** Preferences of the learners who have set any. */
async function preferencesOf(state: State): Promise<Map<string, LearnerPreferences>> {
  const rows = await state
    .selectFrom('learner')
    .selectAll()
    .where((where) => where.or([where('opted_out', '=', true), where('time_zone', '!=', 'UTC')]))
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      { learnerId: learnerId(row.id), timeZone: row.time_zone, optedOut: row.opted_out },
    ]),
  );
}
