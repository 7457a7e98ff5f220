import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { everyDays } from '../src/domain/moment.ts';
import { momentOfDay, type Presentation } from '../src/domain/presentation.ts';
import { COLUMNS } from '../src/features/indicators.ts';
import {
  type IndicatorTable,
  indicatorsAt,
  type PresentationMoments,
} from '../src/features/indicators-at.ts';
import { openEmbeddedEventLog } from '../src/store/event-log.ts';
import { allPresentations } from '../src/store/presentations.ts';
import { openEmbeddedState } from '../src/store/state.ts';
import { type DuckDbPeer, openDuckDbPeer } from './duckdb-peer.ts';
import { importFullSet } from './full-set.ts';
import { type Outcome, seconds } from './measurement.ts';

const REPETITIONS = 3;
const THREADS = 2;
const TOLERANCE = 1e-9;

/** All indicators of all enrolments, at one moment and for every week, against DuckDB over the same events. */
export async function measureIndicators(): Promise<Outcome> {
  const imported = await importFullSet();
  if (imported === null)
    return { skipped: 'the development set is not at ../shared/data/oulad/oulad-dev.zip' };
  const eventLog = await openEmbeddedEventLog(join(imported.folder, 'events'));
  const state = await openEmbeddedState(join(imported.folder, 'state'));
  const presentations = await allPresentations(state);
  await state.destroy();
  const parquet = join(imported.folder, 'events.parquet');
  const peer = await openDuckDbPeer(eventLog, parquet, THREADS);
  const moment = presentations.map((presentation) => ({
    presentation,
    moments: [momentOfDay(presentation, 100)],
  }));
  const weeks = presentations.map(everyWeek);
  const ours: number[] = [];
  const theirs: number[] = [];
  let table: IndicatorTable | null = null;
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    ours.push(
      await seconds(async () => {
        table = await indicatorsAt(eventLog, moment);
      }),
    );
    theirs.push(await seconds(() => peer.indicators(moment)));
  }
  const agreement = await agreementOf(table as IndicatorTable | null, peer);
  const ourWeeks = await seconds(async () => {
    for (const one of weeks) await indicatorsAt(eventLog, [one]);
  });
  const theirWeeks = await seconds(async () => {
    for (const one of weeks) await peer.indicators([one]);
  });
  const peakMb = process.resourceUsage().maxRSS / 1000;
  peer.close();
  await eventLog.close();
  rmSync(parquet);
  return {
    measured: [
      {
        what: `all ${COLUMNS.length} columns of all enrolments at one moment (day 100)`,
        unit: 's',
        values: ours,
        goal: 3,
        peer: { name: 'DuckDB', values: theirs },
        note: agreement,
      },
      {
        what: 'the same for every week of every presentation',
        unit: 's',
        values: [ourWeeks],
        goal: 60,
        peer: { name: 'DuckDB', values: [theirWeeks] },
        note: `peak resident memory of both together ${peakMb.toFixed(0)} MB`,
      },
    ],
  };
}

const everyWeek = (presentation: Presentation): PresentationMoments => ({
  presentation,
  moments: everyDays(momentOfDay(presentation, 7), 7, Math.floor((presentation.lengthDays - 1) / 7)),
});

/** Counts the columns in which both agree in every row: a benchmark of different results would be worthless. */
async function agreementOf(table: IndicatorTable | null, peer: DuckDbPeer): Promise<string> {
  if (table === null) throw new Error('nothing was computed');
  const differing: string[] = [];
  for (const [place, column] of table.columns.entries()) {
    const theirs = await peer.column(column);
    if (theirs.length !== table.rows)
      throw new Error(`DuckDB has ${theirs.length} rows, we have ${table.rows}`);
    const agrees = theirs.every((value, row) => {
      const own = table.values[row * table.columns.length + place] as number;
      return value === null
        ? Number.isNaN(own)
        : Math.abs(own - value) <= TOLERANCE * Math.max(1, Math.abs(value));
    });
    if (!agrees) differing.push(column);
  }
  return `${table.rows} rows; ${table.columns.length - differing.length} of ${table.columns.length} columns agree${
    differing.length === 0 ? '' : `, not ${differing.join(', ')}`
  }`;
}
