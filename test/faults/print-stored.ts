/** Prints what the stores of REKINDLE_DATA_DIR hold as one JSON document, a `Stored`; see stored.ts. */
import { readConfig } from '../../src/config.ts';
import { openStores } from '../../src/runtime.ts';
import type { Stored } from './stored.ts';

const stores = await openStores(readConfig(process.env), 'print-stored');
const { state, eventLog } = stores;
const stored: Stored = {
  events: await eventLog.rows(
    'select * from activity_event final order by event_id, occurred_at, learner_id',
  ),
  scorings: await scorings(),
  learners: (await state.selectFrom('learner').select('id').orderBy('id').execute()).map(({ id }) => id),
  presentations: await state.selectFrom('presentation').selectAll().orderBy('id').execute(),
  demographics: await state
    .selectFrom('learner_demographic')
    .selectAll()
    .orderBy('presentation_id')
    .orderBy('learner_id')
    .execute(),
  // All columns except the time by the store's own clock, which differs in each run.
  decisions: (await state.selectFrom('decision').selectAll().orderBy('id').execute()).map(
    ({ recorded_at: _, ...decision }) => decision,
  ),
  outbox: await state.selectFrom('outbox').selectAll().orderBy('key').execute(),
  unsent: await state.selectFrom('unsent_message').selectAll().orderBy('key').execute(),
  inbox: await state.selectFrom('inbox_message').selectAll().orderBy('key').execute(),
};
await stores.close();
process.stdout.write(JSON.stringify(stored));

/** Each valid scoring with the number of risks that it should have and has. */
async function scorings(): Promise<Stored['scorings']> {
  const risks = await eventLog.rows<{ run: string; asOf: string; risks: string }>(
    `select run_id as run, toString(toUnixTimestamp64Milli(as_of)) as asOf, toString(count()) as risks
     from risk final group by presentation_id, run_id, as_of, model_id`,
  );
  const found = new Map(risks.map(({ run, asOf, risks }) => [`${run}@${asOf}`, Number(risks)]));
  // A scoring that is still running has no number of enrolments yet and is not valid.
  const runs = await state
    .selectFrom('scoring_run')
    .selectAll()
    .where('enrolments', 'is not', null)
    .orderBy('as_of')
    .execute();
  return runs.map((run) => ({
    presentation: run.presentation_id,
    asOf: run.as_of.toISOString(),
    enrolments: run.enrolments ?? 0,
    risks: found.get(`${run.run_id}@${run.as_of.getTime()}`) ?? 0,
  }));
}
