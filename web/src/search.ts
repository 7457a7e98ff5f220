import { parseDate } from './presentation/day.ts';

/** What every screen's URL may carry, so that a link shows everybody the same. */
export interface DaySearch {
  /** The chosen day, `YYYY-MM-DD`; none for the server's now. */
  asOf?: string | undefined;
}

export function readDaySearch(search: Record<string, unknown>): DaySearch {
  // The router hands on any key that is left out here, so a wrong value is overwritten, not omitted.
  return 'asOf' in search ? { asOf: parseDate(search.asOf) } : {};
}

/** Plain `name=value` pairs; every value is a text until the screen has read it. */
export const parseSearch = (text: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(text));

/** The other way round; undefined and empty values are left out, commas stay readable. */
export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  return query.size === 0 ? '' : `?${query.toString().replaceAll('%2C', ',')}`;
}
