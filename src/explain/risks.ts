import { setImmediate } from 'node:timers/promises';
import { enrolmentKey } from '../domain/enrolment.ts';
import { learnerId } from '../domain/learner.ts';
import { type Moment, moment } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import { type BandThresholds, bandOf, type Reason, type Risk } from '../domain/risk.ts';
import { type IndicatorTable, indicatorsAt } from '../features/indicators-at.ts';
import type { Scorer } from '../model/score.ts';
import { clickHouseTime } from '../store/clickhouse-time.ts';
import type { EventLog } from '../store/event-log.ts';
import type { KeyQueue } from '../store/key-queue.ts';
import type { State } from '../store/state.ts';
import { mediansOf } from './medians.ts';
import { reasonFinder } from './reasons.ts';
import type { TableCache } from './table-cache.ts';

/** What risks are computed with and kept in. */
export interface RiskContext {
  readonly state: State;
  readonly eventLog: EventLog;
  readonly scorer: Scorer;
  readonly bands: BandThresholds;
  /** How many reasons a risk carries. */
  readonly reasonLimit: number;
  /** A fresh name for a scoring run. */
  readonly newRunId: () => string;
  /** Lets one scoring of a presentation run at a time, so that two who ask the same do not both compute it. */
  readonly turns: KeyQueue;
  readonly tableCache: TableCache;
}

/** The scoring run that holds the risks of each moment. */
type Runs = ReadonlyMap<Moment, string>;

/**
 * Makes sure that the risks of a presentation as of these moments are in the event log, computing those that are
 * missing with one statement. All moments share one time of day. One model scores them all, even where another is put in
 * service meanwhile: the context is copied.
 */
export const ensureScored = (
  context: RiskContext,
  presentation: Presentation,
  moments: readonly Moment[],
  options: ScoringOptions = {},
): Promise<Runs> =>
  context.turns(presentation.id, () => scoreMissing({ ...context }, presentation, moments, options));

export interface ScoringOptions {
  /** Is told what had to be computed as soon as the probabilities are known, before the reasons. */
  readonly tell?: (probabilities: Probabilities, table: IndicatorTable) => void;
  /**
   * Whether a scoring that a new event makes stale may end there, without reasons and without a run: whoever told of the
   * event has it scored next. For who waits for reasons it is worked out in any case.
   */
  readonly givesWay?: boolean;
}

/** Probabilities by moment, then by learner. */
export type Probabilities = ReadonlyMap<Moment, ReadonlyMap<string, number>>;

async function scoreMissing(
  context: RiskContext,
  presentation: Presentation,
  moments: readonly Moment[],
  { tell, givesWay }: ScoringOptions,
): Promise<Runs> {
  const runs = await wholeRuns(context, presentation, moments);
  const missing = [...new Set(moments)].filter((at) => !runs.has(at)).sort((a, b) => a - b);
  if (missing.length === 0) return runs;
  const runId = context.newRunId();
  await announceRun(context, presentation, missing, runId);
  const table = await indicatorsAt(context.eventLog, [{ presentation, moments: missing }]);
  const probabilities = probabilitiesOf(context, table);
  tell?.(byMoment(table, probabilities), table);
  const isStale = async () => givesWay === true && !(await isAnnounced(context.state, runId));
  const risks = await risksOf(context, table, probabilities, isStale);
  if (risks === null) return runs;
  await storeRisks(context, risks, runId);
  await completeRun(context, presentation, missing, table, runId);
  if (missing.length <= TABLE_MOMENTS) context.tableCache.keep(runId, table);
  return new Map([...runs, ...missing.map((at) => [at, runId] as const)]);
}

/** A table of more moments is that of a replay, too large to keep. */
const TABLE_MOMENTS = 2;

/** The indicators that the risks of these moments were computed from; the table may hold other moments beside them. */
export async function indicatorsBehind(
  context: RiskContext,
  presentation: Presentation,
  moments: readonly Moment[],
): Promise<IndicatorTable> {
  let computed: IndicatorTable | undefined;
  const runs = await ensureScored(context, presentation, moments, {
    tell: (_, table) => {
      computed = table;
    },
  });
  const [runId = ''] = runs.values();
  for (const table of [computed, context.tableCache.find(runId)])
    if (table !== undefined && moments.every((at) => table.moments.includes(at))) return table;
  const table = await indicatorsAt(context.eventLog, [{ presentation, moments }]);
  if (moments.length <= TABLE_MOMENTS) context.tableCache.keep(runId, table);
  return table;
}

/** The risks of a presentation as of a moment, whoever was registered then; computed where they are not yet known. */
export async function risksAt(
  context: RiskContext,
  presentation: Presentation,
  asOf: Moment,
): Promise<Risk[]> {
  const runs = await ensureScored(context, presentation, [asOf]);
  const rows = await context.eventLog.rows<RiskRow>(
    `select learner_id, probability, reasons
     from ${context.eventLog.table('risk')} final
     where presentation_id = {presentation:String} and model_id = {model:String}
       and as_of = fromUnixTimestamp64Milli({asOf:Int64}, 'UTC') and run_id = {run:String}
     order by probability desc, learner_id`,
    { presentation: presentation.id, asOf, model: context.scorer.modelId, run: runs.get(asOf) ?? '' },
  );
  return rows.map((row) => ({
    presentationId: presentation.id,
    learnerId: learnerId(row.learner_id),
    asOf,
    probability: row.probability,
    band: bandOf(row.probability, context.bands),
    reasons: JSON.parse(row.reasons) as Reason[],
    modelId: context.scorer.modelId,
  }));
}

/** Probabilities only, of many moments at once. */
export async function probabilitiesAt(
  context: RiskContext,
  presentation: Presentation,
  moments: readonly Moment[],
): Promise<Probabilities> {
  const runs = await ensureScored(context, presentation, moments);
  const rows = await context.eventLog.rows<{ as_of_ms: string; learners: string[]; probabilities: number[] }>(
    `select toString(toUnixTimestamp64Milli(as_of)) as as_of_ms,
       groupArray(learner_id) as learners, groupArray(probability) as probabilities
     from ${context.eventLog.table('risk')} final
     where presentation_id = {presentation:String} and model_id = {model:String}
       and toUnixTimestamp64Milli(as_of) in {moments:Array(Int64)} and run_id in {runs:Array(String)}
     group by as_of`,
    {
      presentation: presentation.id,
      model: context.scorer.modelId,
      moments: [...runs.keys()],
      runs: [...new Set(runs.values())],
    },
  );
  return new Map(
    rows.map((row) => [
      moment(Number(row.as_of_ms)),
      new Map(row.learners.map((learner, index) => [learner, row.probabilities[index] as number])),
    ]),
  );
}

interface RiskRow {
  readonly learner_id: string;
  readonly probability: number;
  readonly reasons: string;
}

/** The runs that are whole, of the moments asked for. */
async function wholeRuns(
  context: RiskContext,
  presentation: Presentation,
  moments: readonly Moment[],
): Promise<Runs> {
  if (moments.length === 0) return new Map();
  const rows = await context.state
    .selectFrom('scoring_run')
    .select(['as_of', 'run_id'])
    .where('presentation_id', '=', presentation.id)
    .where('model_id', '=', context.scorer.modelId)
    .where('enrolments', 'is not', null)
    .where(
      'as_of',
      'in',
      moments.map((at) => new Date(at)),
    )
    .execute();
  return new Map(rows.map((row) => [moment(row.as_of.getTime()), row.run_id]));
}

/** The probability of every row. */
function probabilitiesOf({ scorer }: RiskContext, table: IndicatorTable): Float64Array {
  return Float64Array.from(table.moments, (_, row) => scorer.probability(valuesOf(table, row)));
}

const valuesOf = ({ columns, values }: IndicatorTable, row: number): Float64Array =>
  values.subarray(row * columns.length, (row + 1) * columns.length);

const byMoment = (table: IndicatorTable, probabilities: Float64Array): Probabilities =>
  new Map(
    [...Map.groupBy(table.moments.keys(), (row) => table.moments[row] as Moment)].map(([at, rows]) => [
      at,
      new Map(rows.map((row) => [table.learnerIds[row], probabilities[row]])),
    ]),
  );

/** Rows that are explained in one go, some 20 ms; then who waits for the server has a turn. */
const GO_ROWS = 128;

/** Explains every row; null where `isStale` says in between that it is for nothing. */
async function risksOf(
  context: RiskContext,
  table: IndicatorTable,
  probabilities: Float64Array,
  isStale: () => Promise<boolean>,
): Promise<Risk[] | null> {
  const explain = rowExplainer(context, table, probabilities);
  const risks: Risk[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    risks.push(explain(row));
    if (row % GO_ROWS === GO_ROWS - 1) {
      await setImmediate();
      if (await isStale()) return null;
    }
  }
  return risks;
}

/** Explains a row by its number. Medians are those of the same course at the same moment. */
function rowExplainer(
  context: RiskContext,
  table: IndicatorTable,
  probabilities: Float64Array,
): (row: number) => Risk {
  const cohortOf = (row: number) => `${table.presentationIds[row]}@${table.moments[row]}`;
  const medians = new Map(
    [...Map.groupBy(table.moments.keys(), cohortOf)].map(([cohort, rows]) => [
      cohort,
      mediansOf(table, rows),
    ]),
  );
  const find = reasonFinder(table.columns);
  const parts = new Float64Array(table.columns.length);
  return (row) => {
    const values = valuesOf(table, row);
    const probability = probabilities[row];
    context.scorer.contributions(values, parts);
    return {
      presentationId: table.presentationIds[row] as Risk['presentationId'],
      learnerId: table.learnerIds[row] as Risk['learnerId'],
      asOf: table.moments[row] as Moment,
      probability,
      band: bandOf(probability, context.bands),
      reasons: find(values, parts, medians.get(cohortOf(row)) as Float64Array, context.reasonLimit),
      modelId: context.scorer.modelId,
    };
  };
}

/** One insert a part on the disk; a few MB of text each. */
const BATCH_ROWS = 10_000;

async function storeRisks(context: RiskContext, risks: readonly Risk[], runId: string): Promise<void> {
  for (let start = 0; start < risks.length; start += BATCH_ROWS)
    await context.eventLog.insert(
      'risk',
      risks.slice(start, start + BATCH_ROWS).map((risk) => ({
        presentation_id: risk.presentationId,
        learner_id: risk.learnerId,
        as_of: clickHouseTime(risk.asOf),
        model_id: risk.modelId,
        probability: risk.probability,
        reasons: JSON.stringify(risk.reasons),
        run_id: runId,
      })),
    );
}

/** Before the log is read: an event that comes from now on takes the announcement away. */
async function announceRun(
  context: RiskContext,
  presentation: Presentation,
  moments: readonly Moment[],
  runId: string,
): Promise<void> {
  await context.state
    .insertInto('scoring_run')
    .values(
      moments.map((at) => ({
        presentation_id: presentation.id,
        as_of: new Date(at),
        model_id: context.scorer.modelId,
        run_id: runId,
        enrolments: null,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['presentation_id', 'as_of', 'model_id'])
        .doUpdateSet((row) => ({ run_id: row.ref('excluded.run_id'), enrolments: null })),
    )
    .execute();
}

/** Whether no event has come between that the run does not know. */
async function isAnnounced(state: State, runId: string): Promise<boolean> {
  const row = await state
    .selectFrom('scoring_run')
    .select('run_id')
    .where('run_id', '=', runId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Makes what is still announced whole. What is not, missed an event: it serves who asked for it and nobody after. */
async function completeRun(
  context: RiskContext,
  presentation: Presentation,
  moments: readonly Moment[],
  table: IndicatorTable,
  runId: string,
): Promise<void> {
  const counts = Map.groupBy(table.moments, (at) => at);
  for (const at of moments)
    await context.state
      .updateTable('scoring_run')
      .set({ enrolments: counts.get(at)?.length ?? 0 })
      .where('presentation_id', '=', presentation.id)
      .where('as_of', '=', new Date(at))
      .where('run_id', '=', runId)
      .execute();
}

/** Risks by enrolment key. */
export const byEnrolment = (risks: readonly Risk[]): Map<string, Risk> =>
  new Map(risks.map((risk) => [enrolmentKey(risk), risk]));
