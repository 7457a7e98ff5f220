import { type Moment, moment } from '../../domain/moment.ts';

/** How times without a zone are read. */
export interface TimeReading {
  /** For example `+05:30`, or `Z`. */
  readonly utcOffset: string;
}

/** Epochs below this are seconds: as milliseconds they would lie before March 1973. */
const LEAST_EPOCH_MS = 1e11;
const MOST_EPOCH_MS = Date.parse('2100-01-01T00:00:00Z');

/**
 * A time as telemetry writes it: epoch milliseconds or seconds, ISO 8601, or MongoDB's `{"$date": ...}` (extended JSON
 * version 2, https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/). Null where the value is none of
 * these.
 */
export function telemetryTime(value: unknown, reading: TimeReading): Moment | null {
  if (typeof value === 'number') return epoch(value);
  if (typeof value === 'string')
    return /^\d{9,14}$/.test(value) ? epoch(Number(value)) : isoTime(value, reading);
  if (typeof value !== 'object' || value === null) return null;
  if ('$date' in value) return telemetryTime(value.$date, reading);
  if ('$numberLong' in value) return epoch(Number(value.$numberLong));
  return null;
}

function epoch(value: number): Moment | null {
  const ms = Math.round(value < LEAST_EPOCH_MS ? value * 1000 : value);
  return Number.isFinite(ms) && value > 0 && ms < MOST_EPOCH_MS ? moment(ms) : null;
}

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

function isoTime(value: string, { utcOffset }: TimeReading): Moment | null {
  const match = ISO.exec(value.trim());
  if (match === null) return null;
  const [, date, time = '00:00', zone = utcOffset] = match;
  const offset = zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2').toUpperCase();
  return epoch(Date.parse(`${date}T${time.replace(',', '.')}${offset}`));
}
