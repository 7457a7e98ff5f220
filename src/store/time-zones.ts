import type { TimeZone } from '../domain/time-zone.ts';
import type { EventLog } from './event-log.ts';
import { named } from './statement.ts';

/** Whether the event log can count the days of a zone: ClickHouse brings a table of zones of its own. */
export async function knowsTimeZone(eventLog: EventLog, zone: TimeZone): Promise<boolean> {
  const found = await eventLog.rows(
    named('time-zone', 'select 1 from system.time_zones where time_zone = {zone:String}'),
    { zone },
  );
  return found.length > 0;
}
