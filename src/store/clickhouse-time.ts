import { type Moment, toIso } from '../domain/moment.ts';

/** A moment as ClickHouse reads a DateTime64 in UTC, to the millisecond. Its DateTime64 goes from 1900 to 2299. */
export const clickHouseTime = (at: Moment): string => toIso(at).replace('T', ' ').slice(0, -1);
