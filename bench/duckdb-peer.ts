import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { DAY_MS, startOfDate } from '../src/domain/moment.ts';
import { INDICATORS } from '../src/features/indicators.ts';
import type { PresentationMoments } from '../src/features/indicators-at.ts';
import type { EventLog } from '../src/store/event-log.ts';

const STATEMENT = readFileSync(join(import.meta.dirname, 'sql', 'indicators.duckdb.sql'), 'utf8');

/** The same indicators by DuckDB, over the same events. */
export interface DuckDbPeer {
  /** Computes all indicators and percentiles into the table `answer`; returns the number of rows. */
  indicators(wanted: readonly PresentationMoments[]): Promise<number>;
  /** One indicator of every row of `answer`, ordered by presentation, moment and learner; null where unknown. */
  column(name: string): Promise<(number | null)[]>;
  close(): void;
}

/** Opens DuckDB in memory with the given number of threads, and loads the events through a Parquet file. */
export async function openDuckDbPeer(
  eventLog: EventLog,
  parquet: string,
  threads: number,
): Promise<DuckDbPeer> {
  await eventLog.command(
    `insert into function file('${parquet}', Parquet)
     select presentation_id::String as presentation_id, learner_id, verb::String as verb, object_id,
       object_type::String as object_type, toUnixTimestamp64Milli(occurred_at) as at_ms, interactions,
       toFloat64(score_percent) as score, toInt32OrNull(attributes['previous_attempts']) as previous_attempts,
       toInt32OrNull(attributes['credits']) as credits, attributes['banked'] = 'yes' as banked
     from rekindle.activity_event final`,
  );
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
  const connection = await instance.connect();
  await connection.run(`create table event as select * replace (banked::bool as banked) from '${parquet}'`);
  return {
    async indicators(wanted) {
      await connection.run(
        'create or replace table moment (presentation_id varchar, start_day integer, length_days integer, moment_day integer, moment_ms bigint, offset_ms bigint)',
      );
      await connection.run(
        'create or replace table assessment (presentation_id varchar, assessment_id varchar, due_day integer, weight bigint)',
      );
      await connection.run(`insert into moment values ${momentValues(wanted)}`);
      await connection.run(`insert into assessment values ${assessmentValues(wanted)}`);
      await connection.run(
        `create or replace table answer as with raw as (${STATEMENT}) select *, ${PERCENTILES} from raw`,
      );
      const rows = await connection.runAndReadAll('select count(*) from answer');
      return Number(rows.getRows()[0]?.[0] ?? 0);
    },
    async column(name) {
      const rows = await connection.runAndReadAll(
        `select ${name}::double from answer order by presentation_id, moment_day, learner_id`,
      );
      return rows.getRows().map(([value]) => (value === null ? null : Number(value)));
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const PERCENTILES = INDICATORS.filter((indicator) => indicator.relative)
  .map(
    ({ name }) =>
      `case when ${name} is not null then percent_rank() over (partition by presentation_id, moment_day, ${name} is null order by ${name}) end as ${name}_pct`,
  )
  .join(', ');

const momentValues = (wanted: readonly PresentationMoments[]): string =>
  wanted
    .flatMap(({ presentation, moments }) =>
      moments.map((at) => {
        const start = Math.floor(startOfDate(presentation.startsOn) / DAY_MS);
        return `('${presentation.id}', ${start}, ${presentation.lengthDays}, ${Math.floor(at / DAY_MS)}, ${at}, ${at % DAY_MS})`;
      }),
    )
    .join(', ');

const assessmentValues = (wanted: readonly PresentationMoments[]): string =>
  wanted
    .flatMap(({ presentation }) =>
      presentation.assessments
        .filter((one) => one.kind !== 'exam' && one.dueDay !== null)
        .map(
          (one) =>
            `('${presentation.id}', '${one.id}', ${one.dueDay}, ${Math.round(one.weightPercent * 100)})`,
        ),
    )
    .join(', ');
