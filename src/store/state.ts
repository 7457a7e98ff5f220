import { existsSync, renameSync, rmSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import {
  type ColumnType,
  type Generated,
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
} from 'kysely';
import pg from 'pg';
import { StoreError } from '../errors.ts';
import { sayWhichDisk } from './disk-full.ts';

/** A JSON column: written as text, read as a value. */
type Json<T> = ColumnType<T, string, string>;

export interface StateTables {
  presentation: {
    id: string;
    course_id: string;
    starts_on: string;
    length_days: number;
    assessments: Json<{ id: string; kind: string; dueDay: number | null; weightPercent: number }[]>;
    /** Whether it comes from the bundled sample and from nothing else. */
    from_sample: Generated<boolean>;
  };
  learner: { id: string; time_zone: Generated<string>; opted_out: Generated<boolean> };
  learner_profile: { learner_id: string; received_at: Date; snapshot: Json<unknown> };
  learner_demographic: {
    presentation_id: string;
    learner_id: string;
    gender: string | null;
    region: string | null;
    highest_education: string | null;
    deprivation_band: string | null;
    age_band: string | null;
    disability: string | null;
  };
  import_run: {
    id: Generated<string>;
    source: string;
    fingerprint: string;
    started_at: Date;
    finished_at: Date | null;
    summary: Json<unknown> | null;
  };
  scoring_run: {
    presentation_id: string;
    as_of: Date;
    model_id: string;
    run_id: string;
    /** Null while the scoring is running. */
    enrolments: number | null;
  };
  decision: {
    id: string;
    presentation_id: string;
    learner_id: string;
    decided_at: Date;
    probability: number | null;
    model_id: string | null;
    holdout: boolean;
    propensity: number;
    candidates: Json<unknown>;
    /** Why the rules decided alone; null where the model's risk counted, or where there is no risk. */
    risk_withheld: string | null;
    /** Null for decisions made before this column existed. */
    recorded_at: Generated<Date | null>;
    /** Whether it was made in a replay of the past, so that nothing of it was sent. */
    replayed: Generated<boolean>;
  };
  model: {
    id: string;
    target: string;
    status: 'candidate' | 'champion' | 'retired';
    /** The text of the model file. */
    file: string;
    added_at: Date;
  };
  model_decision: {
    id: Generated<string>;
    model_id: string;
    decision: 'added' | 'promoted' | 'kept' | 'retired';
    decided_at: Date;
    decided_by: string;
    reason: string;
    gates: Json<unknown>;
  };
  settings_version: {
    version: number;
    saved_at: Date;
    saved_by: string;
    note: string;
    changes: Json<unknown>;
    document: Json<unknown>;
  };
  drift_check: { model_id: string; as_of: Date; report: Json<unknown> };
  outbox: {
    key: string;
    decision_id: string;
    presentation_id: string;
    learner_id: string;
    channel: string;
    intervention: string;
    recipient: string;
    priority: string;
    title: string;
    body: string;
    created_at: Date;
    delivered_at: Date | null;
    attempts: Generated<number>;
    last_error: string | null;
    reported: Generated<boolean>;
  };
  /** What would have been sent: in a replay, or to a learner who is held out. No channel reads this. */
  unsent_message: {
    key: string;
    decision_id: string;
    presentation_id: string;
    learner_id: string;
    intervention: string;
    recipient: string;
    decided_at: Date;
    replayed: boolean;
    ghost: boolean;
  };
  inbox_message: {
    key: string;
    presentation_id: string;
    learner_id: string;
    recipient: string;
    intervention: string;
    priority: string;
    title: string;
    body: string;
    delivered_at: Date;
    opened_at: Date | null;
  };
}

/** The state store: PostgreSQL, in this process or on a server. */
export type State = Kysely<StateTables>;

/** PostgreSQL's type number of `date`. Dates stay text: a JavaScript Date would move them by the host's zone. */
const DATE_OID = 1082;

/** Opens PostgreSQL in this process, on `folder`, which then belongs to this process alone. */
export async function openEmbeddedState(folder: string): Promise<State> {
  try {
    await makeWhole(folder);
    const database = await PGlite.create({
      dataDir: folder,
      parsers: { [DATE_OID]: (text) => text },
      // The system caches the folder's pages anyway; PostgreSQL's default of 128 MB would hold them in memory a second time.
      postgresqlconf: ['shared_buffers=16MB'],
    });
    return new Kysely({ dialect: new PostgresDialect({ pool: poolOverPGlite(database, folder) }) });
  } catch (error) {
    throw new StoreError(`The state store in ${folder} cannot be opened: ${(error as Error).message}`);
  }
}

/**
 * Makes a new store beside its folder and moves it there when it is complete. PGlite takes a folder with the file
 * PG_VERSION for a finished store, but writes its settings after that file: a process killed between the two would leave
 * a store that never opens.
 */
async function makeWhole(folder: string): Promise<void> {
  if (existsSync(folder) || folder.startsWith('memory://')) return;
  const making = `${folder}.new`;
  rmSync(making, { recursive: true, force: true });
  await (await PGlite.create(making)).close();
  renameSync(making, folder);
}

/** Opens a PostgreSQL server by URL. */
export async function openServerState(url: string): Promise<State> {
  const pool = new pg.Pool({
    connectionString: url,
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === DATE_OID ? (text: string) => text : pg.types.getTypeParser(oid, format as 'text')) as never,
    },
  });
  // A connection lost while idle is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {});
  try {
    (await pool.connect()).release();
  } catch (error) {
    throw new StoreError(`No PostgreSQL server answers at DATABASE_URL: ${(error as Error).message}`);
  }
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}

const NO_ROWS = { rows: [], affectedRows: 0 };

/** PGlite has one connection: this gives it to one transaction after the other. */
function poolOverPGlite(database: PGlite, folder: string): PostgresPool {
  let free: Promise<void> = Promise.resolve();
  return {
    async connect() {
      const before = free;
      let release = () => {};
      free = new Promise((resolve) => {
        release = resolve;
      });
      await before;
      const query = async (text: string, parameters: ReadonlyArray<unknown> = []) => {
        // PGlite's `query` takes one statement; several at once, which a server would take, need `exec`.
        const isScript = parameters.length === 0 && text.trimEnd().slice(0, -1).includes(';');
        const result = await (isScript
          ? database.exec(text).then((results) => results.findLast(({ rows }) => rows.length > 0) ?? NO_ROWS)
          : database.query(text, [...parameters])
        ).catch(sayWhichDisk(folder));
        return {
          command: text.trimStart().slice(0, 6).toUpperCase(),
          rowCount: result.affectedRows ?? result.rows.length,
          rows: result.rows,
        };
      };
      return { query: query as PostgresPoolClient['query'], release };
    },
    async end() {
      await free;
      await database.close();
    },
  };
}
