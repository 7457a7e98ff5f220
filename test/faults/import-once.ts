/** Imports once into a data folder and prints each step on standard output: `import-once.ts <set> <data folder>`. */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { moment } from '../../src/domain/moment.ts';
import { importOulad } from '../../src/ingest/import.ts';
import { openEmbeddedEventLog } from '../../src/store/event-log.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openEmbeddedState } from '../../src/store/state.ts';

const [path, folder] = process.argv.slice(2) as [string, string];
const eventLog = await openEmbeddedEventLog(join(folder, 'event-log'));
const state = await openEmbeddedState(join(folder, 'state'));
await migrate(state, eventLog, null);

// Written at once, so that whoever kills this process at a step does so in the middle of it.
const tell = (line: string) => writeSync(1, `${line}\n`);

await importOulad({
  path,
  eventLog,
  state,
  rejectsFile: join(folder, 'rejects.jsonl'),
  now: () => moment(Date.now()),
  importId: Date.now(),
  progress: (step, done, total) => tell(`${step} ${Math.floor((100 * done) / total)}`),
});
const [events] = await eventLog.rows<{ digest: string }>(
  `select concat(toString(count()), ' events ', toString(groupBitXor(cityHash64(toString(tuple(*)))))) as digest
   from activity_event final`,
);
const { learners } = await state
  .selectFrom('learner_demographic')
  .select((one) => one.fn.countAll().as('learners'))
  .executeTakeFirstOrThrow();
const runs = await state.selectFrom('import_run').select('finished_at').orderBy('id').execute();
tell(`Stored ${events?.digest}, ${learners} enrolments`);
tell(`Runs ${runs.map((run) => (run.finished_at === null ? 'broken' : 'finished')).join(', ')}`);
await eventLog.close();
await state.destroy();
