import { enrolmentKey } from '../domain/enrolment.ts';
import { learnerId } from '../domain/learner.ts';
import { type Moment, moment } from '../domain/moment.ts';
import type { PresentationId } from '../domain/presentation.ts';
import { type BandThresholds, bandOf, type Reason, type Risk } from '../domain/risk.ts';
import { clickHouseTime } from '../store/clickhouse-time.ts';
import type { EventLog } from '../store/event-log.ts';
import { named } from '../store/statement.ts';
import { raises } from './reasons.ts';
import type { RunIds } from './scoring-run.ts';

/** Probabilities by moment, then by learner. */
export type Probabilities = ReadonlyMap<Moment, ReadonlyMap<string, number>>;

/** How many rows an insert has. Each insert becomes a part on disk, from a few MB of text. */
const INSERT_ROWS = 10_000;

/** Reasons that earlier releases have stored were compared with the course only. */
const BEFORE_LEARNT = { learntMedian: null };

/** Writes the risks of a run into the event log. */
export async function storeRisks(
  eventLog: Pick<EventLog, 'insert'>,
  runId: string,
  risks: readonly Risk[],
): Promise<void> {
  for (let start = 0; start < risks.length; start += INSERT_ROWS)
    await eventLog.insert(
      'risk',
      risks.slice(start, start + INSERT_ROWS).map((risk) => ({
        presentation_id: risk.presentationId,
        learner_id: risk.learnerId,
        as_of: clickHouseTime(risk.asOf),
        model_id: risk.modelId,
        probability: risk.probability,
        reasons: JSON.stringify([...risk.reasons, ...risk.favours]),
        run_id: runId,
      })),
    );
}

/** The risks of a run as of a moment, the highest first. */
export async function storedRisks(
  eventLog: Pick<EventLog, 'rows' | 'table'>,
  of: {
    readonly presentationId: PresentationId;
    readonly modelId: string;
    readonly asOf: Moment;
    readonly runId: string;
  },
  bands: BandThresholds,
): Promise<Risk[]> {
  const { presentationId, modelId, asOf, runId } = of;
  const rows = await eventLog.rows<{ learner_id: string; probability: number; reasons: string }>(
    named(
      'stored-risks',
      `select learner_id, probability, reasons
       from ${eventLog.table('risk')} final
       where presentation_id = {presentation:String} and model_id = {model:String}
         and as_of = fromUnixTimestamp64Milli({asOf:Int64}, 'UTC') and run_id = {run:String}
       order by probability desc, learner_id`,
    ),
    { presentation: presentationId, asOf, model: modelId, run: runId },
  );
  return rows.map((row) => {
    // The sign of a contribution says which of the two lists it is in.
    const both = (JSON.parse(row.reasons) as Reason[]).map((reason) => ({ ...BEFORE_LEARNT, ...reason }));
    return {
      presentationId,
      learnerId: learnerId(row.learner_id),
      asOf,
      probability: row.probability,
      band: bandOf(row.probability, bands),
      reasons: both.filter(raises),
      favours: both.filter((reason) => !raises(reason)),
      modelId,
    };
  });
}

/** The probabilities of these runs. */
export async function storedProbabilities(
  eventLog: Pick<EventLog, 'rows' | 'table'>,
  presentationId: PresentationId,
  modelId: string,
  runs: RunIds,
): Promise<Probabilities> {
  const rows = await eventLog.rows<{ as_of_ms: string; learners: string[]; probabilities: number[] }>(
    named(
      'stored-probabilities',
      `select toString(toUnixTimestamp64Milli(as_of)) as as_of_ms,
         groupArray(learner_id) as learners, groupArray(probability) as probabilities
       from ${eventLog.table('risk')} final
       where presentation_id = {presentation:String} and model_id = {model:String}
         and toUnixTimestamp64Milli(as_of) in {moments:Array(Int64)} and run_id in {runs:Array(String)}
       group by as_of`,
    ),
    {
      presentation: presentationId,
      model: modelId,
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

/** Risks by enrolment key. */
export const byEnrolment = (risks: readonly Risk[]): Map<string, Risk> =>
  new Map(risks.map((risk) => [enrolmentKey(risk), risk]));
