import { courseworkOf } from '../domain/deadline.ts';
import { enrolmentKey } from '../domain/enrolment.ts';
import { type LearnerId, learnerId } from '../domain/learner.ts';
import { DAY_MS, type Moment, moment, startOfDate } from '../domain/moment.ts';
import {
  dayAt,
  type Presentation,
  type PresentationId,
  presentationId,
  zoneOf,
} from '../domain/presentation.ts';
import type { TimeZone } from '../domain/time-zone.ts';
import { clickHouseTime } from '../store/clickhouse-time.ts';
import type { EventLog } from '../store/event-log.ts';
import { IS_ACTIVE, IS_LIFE, LIFE_TIMES, lifeAsOf } from '../store/event-sql.ts';
import { readStatement, sqlOf } from '../store/statement.ts';
import type { TableNames } from '../store/table-names.ts';
import { CONTENT_KINDS, contentKindSql } from './content-kind.ts';
import { COLUMNS, INDICATORS } from './indicators.ts';

/** A presentation, and the moments for which the indicators of its enrolments are computed. */
export interface PresentationMoments {
  readonly presentation: Presentation;
  readonly moments: readonly Moment[];
}

/** Indicators of many enrolments: one row each, in the order presentation, moment, learner. */
export interface IndicatorTable {
  readonly columns: readonly string[];
  readonly rows: number;
  readonly presentationIds: readonly PresentationId[];
  readonly learnerIds: readonly LearnerId[];
  readonly moments: readonly Moment[];
  /** Row after row, `columns.length` each; NaN where unknown. */
  readonly values: Float64Array;
}

/**
 * All indicators of every enrolment that is registered at the given moments, only from events before the moment.
 * Training passes past moments, scoring passes now; the statement is the same.
 */
export async function indicatorsAt(
  eventLog: EventLog,
  wanted: readonly PresentationMoments[],
): Promise<IndicatorTable> {
  const groups: Group[] = [];
  for (const asked of askedTogether(wanted)) {
    const answer = await eventLog.rowBinary(indicatorStatement(eventLog), {
      ...calendarOf(asked),
      zone: asked.zone,
      offset_ms: asked.offsetMs,
    });
    groups.push(...groupsIn(answer, asked.offsetMs));
  }
  return tableOf(groups.sort(byPresentationAndMoment));
}

/** What one statement answers: days end at the time of day of the moments, and dates are those of one zone. */
interface Asked {
  readonly zone: TimeZone;
  readonly offsetMs: number;
  readonly wanted: readonly PresentationMoments[];
}

/** One zone mostly has two times of day: local midnight, in UTC, is an hour earlier in summer. */
function askedTogether(wanted: readonly PresentationMoments[]): Asked[] {
  const asked = wanted.flatMap(({ presentation, moments }) =>
    [...Map.groupBy(moments, (at) => at - dayOf(at) * DAY_MS)].map(([offsetMs, shared]) => ({
      zone: zoneOf(presentation),
      offsetMs,
      one: { presentation, moments: shared },
    })),
  );
  return [...Map.groupBy(asked, ({ zone, offsetMs }) => `${zone} ${offsetMs}`).values()].map((together) => ({
    zone: together[0].zone,
    offsetMs: together[0].offsetMs,
    wanted: together.map(({ one }) => one),
  }));
}

/** The calendar as one array per column, which every connection to ClickHouse can pass. */
function calendarOf({ wanted }: Asked) {
  const coursework = wanted.map(({ presentation }) => courseworkOf(presentation));
  return {
    presentations: wanted.map(({ presentation }) => presentation.id),
    start_days: wanted.map(({ presentation }) => dayOf(startOfDate(presentation.startsOn))),
    length_days: wanted.map(({ presentation }) => presentation.lengthDays),
    befores: wanted.map(({ moments }) => clickHouseTime(moment(Math.max(...moments)))),
    moment_days: wanted.map(({ moments }) => moments.map(dayOf)),
    course_days: wanted.map(({ presentation, moments }) => moments.map((at) => dayAt(presentation, at))),
    assessment_ids: coursework.map((list) => list.map(({ id }) => id)),
    due_days: coursework.map((list) => list.map(({ dueDay }) => dueDay)),
    deadlines: coursework.map((list) => list.map(({ deadline }) => deadline)),
    weights: coursework.map((list) => list.map(({ weightPercent }) => Math.round(weightPercent * 100))),
  };
}

/** Days since 1970-01-01. */
const dayOf = (at: Moment): number => Math.floor(at / DAY_MS);

const STATEMENT = readStatement(import.meta.dirname, 'indicators');

/** The statement with every indicator's own SQL put in its place. */
export function indicatorStatement(names: TableNames): string {
  const overDays = INDICATORS.filter((indicator) => indicator.over === 'days');
  const overEnrolment = INDICATORS.filter((indicator) => indicator.over === 'enrolment');
  const list = (parts: readonly string[]) => parts.join(',\n');
  return sqlOf(STATEMENT, names, {
    'is active': IS_ACTIVE,
    'is life': IS_LIFE,
    'life times': LIFE_TIMES,
    life: lifeAsOf('moment_at'),
    'content kind': contentKindSql('object_type'),
    'clicks by kind': list(
      Object.keys(CONTENT_KINDS).map(
        (kind, index) => `sumIf(interactions, kind = ${index + 1}) as clicks_${kind}`,
      ),
    ),
    'indicators over days': list(overDays.map(({ sql, name }) => `${sql} as i_${name}`)),
    'indicators over the enrolment': overEnrolment.map(({ sql, name }) => `${sql} as i_${name},\n`).join(''),
    'names of indicators over days': list(overDays.map(({ name }) => `a.i_${name} as i_${name}`)),
    values: list(
      INDICATORS.map(({ name }) => `groupArray(ifNull(toFloat64(i_${name}), nan)) as all_${name}`),
    ),
    'arrays of values': INDICATORS.map(({ name }) => `all_${name}`).join(', '),
    'arrays of relative values': INDICATORS.filter(({ relative }) => relative)
      .map(({ name }) => `all_${name}`)
      .join(', '),
  });
}

/** The enrolments of a presentation at a moment, and the offset of their columns in the answer. */
interface Group {
  readonly answer: Buffer;
  readonly presentation: PresentationId;
  readonly at: Moment;
  readonly learners: readonly string[];
  readonly columnsFrom: readonly number[];
}

const byPresentationAndMoment = (a: Group, b: Group): number =>
  a.presentation === b.presentation ? a.at - b.at : a.presentation < b.presentation ? -1 : 1;

/** Turns columns into rows. */
function tableOf(groups: readonly Group[]): IndicatorTable {
  const rows = groups.reduce((sum, { learners }) => sum + learners.length, 0);
  const width = COLUMNS.length;
  const values = new Float64Array(rows * width);
  const presentationIds: PresentationId[] = [];
  const learnerIds: LearnerId[] = [];
  const moments: Moment[] = [];
  for (const { answer, presentation, at, learners, columnsFrom } of groups) {
    const order = [...learners.keys()].sort((a, b) => (learners[a] < learners[b] ? -1 : 1));
    for (const nth of order) {
      const row = learnerIds.length * width;
      for (let column = 0; column < width; column += 1)
        values[row + column] = answer.readDoubleLE(columnsFrom[column] + nth * FLOAT64_BYTES);
      presentationIds.push(presentation);
      learnerIds.push(learnerId(learners[nth]));
      moments.push(at);
    }
  }
  return { columns: COLUMNS, rows, presentationIds, learnerIds, moments, values };
}

const FLOAT64_BYTES = 8;

/**
 * Reads ClickHouse's RowBinary: the presentation, the day (Int32), the learners and the columns; a length precedes each
 * text and array.
 */
function groupsIn(answer: Buffer, offsetMs: number): Group[] {
  const known = new Map<string, string>();
  let position = 0;
  /** An unsigned LEB128. */
  const length = (): number => {
    let read = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = answer[position] as number;
      position += 1;
      read += (byte & 127) * 2 ** shift;
      if (byte < 128) return read;
    }
  };
  const text = (): string => {
    const end = length() + position;
    const read = answer.toString('latin1', position, end);
    const decoded = known.get(read) ?? answer.toString('utf8', position, end);
    known.set(read, decoded);
    position = end;
    return decoded;
  };
  const day = (): number => {
    position += 4;
    return answer.readInt32LE(position - 4);
  };
  const array = <Item>(item: () => Item): Item[] => Array.from({ length: length() }, item);
  const column = (): number => {
    const bytes = length() * FLOAT64_BYTES;
    position += bytes;
    return position - bytes;
  };
  const groups: Group[] = [];
  while (position < answer.length)
    groups.push({
      answer,
      presentation: presentationId(text()),
      at: moment(day() * DAY_MS + offsetMs),
      learners: array(text),
      columnsFrom: array(column),
    });
  return groups;
}

/** The values of one row by column name; null where unknown. */
export function rowValues(table: IndicatorTable, row: number): Record<string, number | null> {
  const values: Record<string, number | null> = {};
  table.columns.forEach((column, index) => {
    const value = table.values[row * table.columns.length + index] as number;
    values[column] = Number.isNaN(value) ? null : value;
  });
  return values;
}

/** The row number of each enrolment in a table of one moment. */
export const rowsByEnrolment = (table: IndicatorTable): Map<string, number> =>
  new Map(
    table.learnerIds.map((learner, row) => [
      enrolmentKey({ presentationId: table.presentationIds[row] as PresentationId, learnerId: learner }),
      row,
    ]),
  );
