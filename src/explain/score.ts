import { setImmediate } from 'node:timers/promises';
import type { LRUCache } from 'lru-cache';
import type { Moment } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import { type BandThresholds, bandOf, type Risk } from '../domain/risk.ts';
import { type RiskPhase, riskPhaseAt } from '../domain/risk-phase.ts';
import { type IndicatorTable, indicatorsAt } from '../features/indicators-at.ts';
import { firstRiskDay } from '../model/scan-days.ts';
import type { Scorer } from '../model/score.ts';
import type { EventLog } from '../store/event-log.ts';
import type { KeyQueue } from '../store/key-queue.ts';
import type { State } from '../store/state.ts';
import { typicalValues } from './medians.ts';
import { reasonFinder, type TypicalValues } from './reasons.ts';
import { type Probabilities, storedProbabilities, storedRisks, storeRisks } from './risk-rows.ts';
import {
  announceRun,
  completeRun,
  completeRuns,
  isAnnounced,
  type RunIds,
  type ScoringRun,
} from './scoring-run.ts';

/** What the computation of risks needs, and where they are stored. */
export interface RiskContext {
  readonly state: State;
  readonly eventLog: EventLog;
  readonly scorer: Scorer;
  readonly bands: BandThresholds;
  /** How many reasons a risk carries. */
  readonly reasonLimit: number;
  /** A fresh name for a scoring run. */
  readonly newRunId: () => string;
  /**
   * Lets one scoring of a presentation run at a time, so that two callers with the same question do not both compute
   * the answer.
   */
  readonly inTurn: KeyQueue;
  /**
   * A cache of the indicator tables of the last scoring runs, by run. The steps after a scoring (deciding, listing)
   * need the same table, and reading it from the log takes as long as the scoring itself.
   */
  readonly tables: LRUCache<string, IndicatorTable>;
}

/** A run whose probabilities are known but whose risks are not explained yet. */
export interface BegunRun {
  readonly run: ScoringRun;
  readonly table: IndicatorTable;
  /** One for each row of the table. */
  readonly probabilities: Float64Array;
}

/**
 * The runs that hold the risks of the given moments, and the table and risks that had to be computed for them; null
 * where nothing had to be computed.
 */
export interface Scored {
  readonly runs: RunIds;
  readonly computed: { readonly table: IndicatorTable; readonly risks: readonly Risk[] } | null;
}

/** Whether the model in service has risks of a presentation as of a moment, and if not, why. */
export const riskPhaseIn = (
  { scorer }: Pick<RiskContext, 'scorer'>,
  presentation: Presentation,
  asOf: Moment,
): RiskPhase => riskPhaseAt(presentation, firstRiskDay(scorer, presentation), asOf);

/** Those of the moments at which there are risks (see `RiskPhase`), each once, in the order of time. */
const withRisks = (context: RiskContext, presentation: Presentation, moments: readonly Moment[]): Moment[] =>
  [...new Set(moments)]
    .filter((at) => riskPhaseIn(context, presentation, at).state === 'shown')
    .sort((a, b) => a - b);

/**
 * Makes sure that the event log has the risks of a presentation as of these moments, and computes the missing ones with
 * one statement. All moments must have the same time of day. At moments without risks there is nothing to compute.
 */
export const ensureScored = (
  context: RiskContext,
  presentation: Presentation,
  moments: readonly Moment[],
): Promise<Scored> =>
  context.inTurn(presentation.id, async () => {
    const wanted = withRisks(context, presentation, moments);
    const runs = await completeRuns(context.state, presentation.id, context.scorer.modelId, wanted);
    const missing = wanted.filter((at) => !runs.has(at));
    if (missing.length === 0) return { runs, computed: null };
    const begun = await beginRun(context, presentation, missing);
    const risks = (await Array.fromAsync(explainedBatches(context, begun))).flat();
    await storeRun(context, begun, risks);
    return {
      runs: new Map([...runs, ...missing.map((at) => [at, begun.run.id] as const)]),
      computed: { table: begun.table, risks },
    };
  });

/**
 * The probabilities of a moment that the event log holds, by learner; empty where there are no risks at that moment, null
 * where they are not computed.
 */
export async function storedProbabilitiesAt(
  context: RiskContext,
  presentation: Presentation,
  asOf: Moment,
): Promise<ReadonlyMap<string, number> | null> {
  if (riskPhaseIn(context, presentation, asOf).state !== 'shown') return new Map();
  const { state, eventLog, scorer } = context;
  const { modelId } = scorer;
  const { id } = presentation;
  const runs = await completeRuns(state, id, modelId, [asOf]);
  if (!runs.has(asOf)) return null;
  return (await storedProbabilities(eventLog, id, modelId, runs)).get(asOf) ?? new Map();
}

/**
 * Announces a run, reads the indicators and computes the probabilities. Call it in the presentation's turn (see
 * inTurn).
 */
export async function beginRun(
  context: RiskContext,
  presentation: Presentation,
  moments: readonly Moment[],
): Promise<BegunRun> {
  const { state, eventLog, scorer } = context;
  const run = { id: context.newRunId(), presentationId: presentation.id, modelId: scorer.modelId, moments };
  await announceRun(state, run);
  const table = await indicatorsAt(eventLog, [{ presentation, moments }]);
  const probabilities = new Float64Array(table.rows);
  for await (const rows of inSlices(table.rows))
    for (const row of rows) probabilities[row] = scorer.probability(valuesOf(table, row));
  return { run, table, probabilities };
}

/**
 * Explains a begun run and stores it, unless a new event makes it stale meanwhile. In that case the next scoring of the
 * presentation, for an open page or for a question, begins anew.
 */
export async function finishUnlessStale(context: RiskContext, begun: BegunRun): Promise<void> {
  const risks: Risk[] = [];
  for await (const batch of explainedBatches(context, begun)) {
    risks.push(...batch);
    if (!(await isAnnounced(context.state, begun.run))) return;
  }
  await storeRun(context, begun, risks);
}

async function storeRun(
  { state, eventLog, tables }: RiskContext,
  { run, table }: BegunRun,
  risks: readonly Risk[],
): Promise<void> {
  await storeRisks(eventLog, run.id, risks);
  const byMoment = Map.groupBy(table.moments, (at) => at);
  await completeRun(state, run, new Map([...byMoment].map(([at, rows]) => [at, rows.length])));
  if (run.moments.length <= TABLE_MOMENTS) tables.set(run.id, table);
}

/** A table of more moments than this comes from a replay and is too large to cache. */
const TABLE_MOMENTS = 2;

/**
 * The indicators that the risks of these moments were computed from, without rows where there are none; the table may
 * hold other moments as well.
 */
export async function indicatorsBehind(
  context: RiskContext,
  presentation: Presentation,
  moments: readonly Moment[],
): Promise<IndicatorTable> {
  const wanted = withRisks(context, presentation, moments);
  if (wanted.length === 0) return indicatorsAt(context.eventLog, []);
  const { runs, computed } = await ensureScored(context, presentation, wanted);
  const [runId = ''] = runs.values();
  for (const table of [computed?.table, context.tables.get(runId)])
    if (table !== undefined && wanted.every((at) => table.moments.includes(at))) return table;
  const table = await indicatorsAt(context.eventLog, [{ presentation, moments: wanted }]);
  if (wanted.length <= TABLE_MOMENTS) context.tables.set(runId, table);
  return table;
}

/**
 * The risks of everybody who was registered at a moment, the highest first. They are computed if they are not yet
 * stored. Nobody has one while the presentation has none.
 */
export async function risksAt(
  context: RiskContext,
  presentation: Presentation,
  asOf: Moment,
): Promise<readonly Risk[]> {
  const { runs, computed } = await ensureScored(context, presentation, [asOf]);
  if (computed !== null) return computed.risks.toSorted(highestFirst);
  const runId = runs.get(asOf);
  if (runId === undefined) return [];
  const of = { presentationId: presentation.id, modelId: context.scorer.modelId, asOf, runId };
  return storedRisks(context.eventLog, of, context.bands);
}

/** Sorts as the event log does, which compares texts by their bytes. */
const highestFirst = (a: Risk, b: Risk): number =>
  b.probability - a.probability || Buffer.compare(Buffer.from(a.learnerId), Buffer.from(b.learnerId));

/** Only the probabilities, of many moments at once. */
export async function probabilitiesAt(
  context: RiskContext,
  presentation: Presentation,
  moments: readonly Moment[],
): Promise<Probabilities> {
  const { runs } = await ensureScored(context, presentation, moments);
  return storedProbabilities(context.eventLog, presentation.id, context.scorer.modelId, runs);
}

/** The probabilities of a begun run as of one of its moments, by learner. */
export const probabilitiesOf = (
  { table, probabilities }: BegunRun,
  asOf: Moment,
): ReadonlyMap<string, number> =>
  new Map(
    [...table.moments.keys()]
      .filter((row) => table.moments[row] === asOf)
      .map((row) => [table.learnerIds[row], probabilities[row]]),
  );

const valuesOf = ({ columns, values }: IndicatorTable, row: number): Float64Array =>
  values.subarray(row * columns.length, (row + 1) * columns.length);

/** How many rows are computed or explained without a pause, in some 5 ms; then other requests have a turn. */
const SLICE_ROWS = 32;

async function* inSlices(rows: number): AsyncGenerator<readonly number[], void, undefined> {
  for (let from = 0; from < rows; from += SLICE_ROWS) {
    yield Array.from({ length: Math.min(SLICE_ROWS, rows - from) }, (_, nth) => from + nth);
    await setImmediate();
  }
}

async function* explainedBatches(
  context: RiskContext,
  begun: BegunRun,
): AsyncGenerator<readonly Risk[], void, undefined> {
  const explain = rowExplainer(context, begun);
  for await (const rows of inSlices(begun.table.rows)) yield rows.map(explain);
}

/** Explains a row by its number. It is compared with the same course at the same moment. */
function rowExplainer(
  { scorer, bands, reasonLimit }: RiskContext,
  { table, probabilities }: BegunRun,
): (row: number) => Risk {
  const cohortOf = (row: number) => `${table.presentationIds[row]}@${table.moments[row]}`;
  const typical: TypicalValues[] = [];
  for (const rows of Map.groupBy(table.moments.keys(), cohortOf).values()) {
    const own = typicalValues(scorer.reference, table, rows);
    for (const row of rows) typical[row] = own;
  }
  const find = reasonFinder(table.columns);
  const parts = new Float64Array(table.columns.length);
  return (row) => {
    const values = valuesOf(table, row);
    const probability = probabilities[row];
    scorer.contributions(values, parts);
    return {
      presentationId: table.presentationIds[row],
      learnerId: table.learnerIds[row],
      asOf: table.moments[row],
      probability,
      band: bandOf(probability, bands),
      ...find(values, parts, typical[row], reasonLimit),
      modelId: scorer.modelId,
    };
  };
}
