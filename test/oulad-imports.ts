import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moment } from '../src/domain/moment.ts';
import { type ImportSummary, importOulad, type OuladImport } from '../src/ingest/import.ts';
import { type EventLog, openEmbeddedEventLog } from '../src/store/event-log.ts';
import { migrate } from '../src/store/migrate.ts';
import { openEmbeddedState, type State } from '../src/store/state.ts';
import { type OuladSet, writeOulad } from './oulad-files.ts';

/** Stores of one test file, and imports into them. */
export interface OuladImports {
  readonly eventLog: EventLog;
  readonly state: State;
  /** A new folder for files of the test. */
  place(): string;
  /** Imports a set, or the files at a path. The clock stands at `NOW`. */
  run(set: Partial<OuladSet> | string, more?: Partial<OuladImport>): Promise<ImportSummary>;
  /** Everything that imports have stored, except the records of their runs. */
  stored(): Promise<Stored>;
  /** What the last import refused. */
  rejected(): Record<string, unknown>[];
  /** Empties both stores. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export interface Stored {
  readonly events: Record<string, unknown>[];
  readonly presentations: Record<string, unknown>[];
  readonly learners: Record<string, unknown>[];
  readonly demographics: Record<string, unknown>[];
}

export const NOW = moment(Date.parse('2014-11-03T10:00:00Z'));

export async function openOuladImports(): Promise<OuladImports> {
  const folder = mkdtempSync(join(tmpdir(), 'rekindle-imports-'));
  const rejectsFile = join(folder, 'rejects.jsonl');
  const eventLog = await openEmbeddedEventLog(join(folder, 'event-log'));
  const state = await openEmbeddedState('memory://');
  await migrate(state, eventLog, null);
  let number = 0;
  const place = () => join(folder, `place${number++}`);
  return {
    eventLog,
    state,
    place,
    run: (set, more) =>
      importOulad({
        path: typeof set === 'string' ? set : writeOulad(place(), set),
        eventLog,
        state,
        rejectsFile,
        now: () => NOW,
        importId: ++number,
        progress: () => {},
        ...more,
      }),
    stored: async () => ({
      events: await eventLog.rows('select * from activity_event order by all'),
      presentations: await state.selectFrom('presentation').selectAll().orderBy('id').execute(),
      learners: await state.selectFrom('learner').selectAll().orderBy('id').execute(),
      demographics: await state
        .selectFrom('learner_demographic')
        .selectAll()
        .orderBy('presentation_id')
        .orderBy('learner_id')
        .execute(),
    }),
    rejected: () =>
      existsSync(rejectsFile)
        ? readFileSync(rejectsFile, 'utf8')
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line))
        : [],
    clear: async () => {
      await eventLog.command('truncate table activity_event');
      await eventLog.command('truncate table oulad_click');
      for (const table of [
        'scoring_run',
        'learner_demographic',
        'learner',
        'import_run',
        'presentation',
      ] as const)
        await state.deleteFrom(table).execute();
    },
    close: async () => {
      await eventLog.close();
      await state.destroy();
      rmSync(folder, { recursive: true });
    },
  };
}
