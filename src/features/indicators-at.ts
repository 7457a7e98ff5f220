import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { enrolmentKey } from '../domain/enrolment.ts';
import { type LearnerId, learnerId } from '../domain/learner.ts';
import { DAY_MS, type Moment, moment, startOfDate } from '../domain/moment.ts';
import { type Presentation, type PresentationId, presentationId } from '../domain/presentation.ts';
import type { EventLog } from '../store/event-log.ts';
import { CONTENT_KINDS, contentKindSql } from './content-kind.ts';
import { percentileOf } from './indicator.ts';
import { COLUMNS, INDICATORS } from './indicators.ts';

/** The moments at which one presentation's enrolments are wanted. */
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
 * All indicators of every enrolment that is registered at the given moments, from events before the moment only.
 * Training asks for past moments, scoring for now; it is the same statement.
 *
 * @param wanted each presentation with its moments; all moments of a call share one time of day
 */
export async function indicatorsAt(
  eventLog: EventLog,
  wanted: readonly PresentationMoments[],
): Promise<IndicatorTable> {
  const asked = wanted.filter((one) => one.moments.length > 0);
  if (asked.length === 0) return decode(Buffer.alloc(0), 0);
  const offsetMs = sharedTimeOfDay(asked);
  const answer = await eventLog.rowBinary(indicatorStatement(eventLog), {
    ...calendarOf(asked),
    offset_ms: offsetMs,
  });
  return decode(answer, offsetMs);
}

/** Moments are cut into days that end at their time of day, so one statement serves one time of day. */
function sharedTimeOfDay(wanted: readonly PresentationMoments[]): number {
  const offsets = new Set(wanted.flatMap((one) => one.moments.map((at) => at - dayOf(at) * DAY_MS)));
  const [offset] = offsets;
  if (offsets.size !== 1 || offset === undefined)
    throw new RangeError('All moments of one call must share their time of day');
  return offset;
}

/** The calendar as one array a column, which every way of talking to ClickHouse can pass. */
function calendarOf(asked: readonly PresentationMoments[]) {
  const coursework = asked.map(({ presentation }) =>
    presentation.assessments.filter((one) => one.kind !== 'exam' && one.dueDay !== null),
  );
  return {
    presentations: asked.map(({ presentation }) => presentation.id),
    start_days: asked.map(({ presentation }) => dayOf(startOfDate(presentation.startsOn))),
    length_days: asked.map(({ presentation }) => presentation.lengthDays),
    befores: asked.map(({ moments }) => clickHouseTime(Math.max(...moments))),
    moment_days: asked.map(({ moments }) => moments.map(dayOf)),
    assessment_ids: coursework.map((list) => list.map((one) => one.id)),
    due_days: coursework.map((list) => list.map((one) => one.dueDay)),
    weights: coursework.map((list) => list.map((one) => Math.round(one.weightPercent * 100))),
  };
}

/** Days since 1970-01-01. */
const dayOf = (at: Moment): number => Math.floor(at / DAY_MS);

const clickHouseTime = (epochMs: number) => new Date(epochMs).toISOString().replace('T', ' ').slice(0, 23);

const TEMPLATE = readFileSync(join(import.meta.dirname, 'sql', 'indicators.sql'), 'utf8');

/** The statement with every indicator's own SQL put in its place. */
export function indicatorStatement(eventLog: Pick<EventLog, 'onEveryShard'>): string {
  const overDays = INDICATORS.filter((indicator) => indicator.over === 'days');
  const overEnrolment = INDICATORS.filter((indicator) => indicator.over === 'enrolment');
  const relative = INDICATORS.filter((indicator) => indicator.relative);
  const list = (parts: string[]) => parts.join(',\n');
  const filled = TEMPLATE.replace('/*content kind:*/ object_type', contentKindSql('object_type'))
    .replace(
      '/*clicks by kind*/',
      list(
        Object.keys(CONTENT_KINDS).map(
          (kind, index) => `sumIf(interactions, kind = ${index + 1}) as clicks_${kind}`,
        ),
      ),
    )
    .replace('/*indicators over days*/', list(overDays.map(({ sql, name }) => `${sql} as i_${name}`)))
    .replace(
      '/*indicators over the enrolment*/',
      overEnrolment.map(({ sql, name }) => `${sql} as i_${name},\n`).join(''),
    )
    .replace(
      '/*names of indicators over days*/',
      list(overDays.map(({ name }) => `a.i_${name} as i_${name}`)),
    )
    .replace('/*columns*/', list([...COLUMNS]))
    .replace(
      '/*values*/',
      INDICATORS.map(({ name }) => `groupArray(ifNull(toFloat64(i_${name}), nan)) as all_${name},\n`).join(
        '',
      ),
    )
    .replace(
      '/*percentiles*/',
      list(relative.map(({ name }) => `shares_below(all_${name}) as all_${percentileOf(name)}`)),
    )
    .replace('/*values and percentiles*/', list(COLUMNS.map((column) => `all_${column} as ${column}`)));
  const [head, shardPart, tail] = splitShardPart(filled);
  return `${head}${eventLog.onEveryShard(shardPart)}${tail}`;
}

/** Cuts out the bracketed select behind the mark that says which part runs on every shard. */
function splitShardPart(statement: string): [string, string, string] {
  const mark = '/*every shard:*/ (';
  const start = statement.indexOf(mark) + mark.length;
  let depth = 1;
  let end = start;
  for (; depth > 0; end += 1) {
    if (statement[end] === '(') depth += 1;
    if (statement[end] === ')') depth -= 1;
  }
  return [statement.slice(0, start - mark.length), statement.slice(start, end - 1), statement.slice(end)];
}

/** Reads ClickHouse's RowBinary: two texts (length, bytes), the day as Int32, then a Float64 a column. */
function decode(answer: Buffer, offsetMs: number): IndicatorTable {
  const presentationIds: PresentationId[] = [];
  const learnerIds: LearnerId[] = [];
  const moments: Moment[] = [];
  const known = new Map<string, string>();
  const width = COLUMNS.length;
  let values = new Float64Array(1024 * width);
  let position = 0;
  const text = (): string => {
    const length = answer[position] as number; // ids are shorter than 128 bytes, so one length byte
    const read = answer.toString('latin1', position + 1, position + 1 + length);
    position += 1 + length;
    const seen = known.get(read);
    if (seen !== undefined) return seen;
    const decoded = answer.toString('utf8', position - length, position);
    known.set(read, decoded);
    return decoded;
  };
  while (position < answer.length) {
    const row = presentationIds.length;
    presentationIds.push(presentationId(text()));
    learnerIds.push(learnerId(text()));
    moments.push(moment(answer.readInt32LE(position) * DAY_MS + offsetMs));
    position += 4;
    if ((row + 1) * width > values.length) {
      const larger = new Float64Array(values.length * 2);
      larger.set(values);
      values = larger;
    }
    for (let column = 0; column < width; column += 1) {
      values[row * width + column] = answer.readDoubleLE(position);
      position += 8;
    }
  }
  return {
    columns: COLUMNS,
    rows: presentationIds.length,
    presentationIds,
    learnerIds,
    moments,
    values: values.subarray(0, presentationIds.length * width),
  };
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

/** Where each enrolment's row is in a table of one moment. */
export const rowsByEnrolment = (table: IndicatorTable): Map<string, number> =>
  new Map(
    table.learnerIds.map((learner, row) => [
      enrolmentKey({ presentationId: table.presentationIds[row] as PresentationId, learnerId: learner }),
      row,
    ]),
  );
