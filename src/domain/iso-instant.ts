import { type Moment, moment, parseDate } from './moment.ts';

const FORM =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d+))?)?(Z|[+-]\d{2}(?::?\d{2})?)$/i;

/**
 * `text` as a moment, or null where it is no date and time with a zone in ISO 8601: `2014-04-06T18:20:00Z`. Seconds may be
 * missing, and the offset may be written `+01:00`, `+0100` or `+01`. Small letters are RFC 3339's.
 */
export function parseInstant(text: string): Moment | null {
  const [, date = '', hour, minute, second = '00', fraction = '0', zone = ''] = FORM.exec(text) ?? [];
  if (parseDate(date) === null) return null;
  const [sign, hours, minutes] = [zone.slice(0, 1), zone.slice(1, 3), zone.slice(3).replace(':', '') || '00'];
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : `${sign}${hours}:${minutes}`;
  const at = Date.parse(`${date}T${hour}:${minute}:${second}.${fraction}${offset}`);
  return Number.isNaN(at) ? null : moment(at);
}
