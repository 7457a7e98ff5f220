import type { CalendarDate, Clock } from '../domain/moment.ts';
import { calendarIn } from './calendar.ts';
import { createReader, type Reading } from './contracts/read.ts';
import type { InsightEngine } from './engine.ts';
import type { Recorder } from './record.ts';

/** What answers about profiles that come with a snapshot of the peers. */
export interface InsightService {
  readonly engine: InsightEngine;
  readonly read: (body: unknown, today: CalendarDate) => Reading;
  readonly clock: Clock;
  readonly today: () => CalendarDate;
  readonly recorder: Recorder;
}

export const insightService = (engine: InsightEngine, recorder: Recorder, clock: Clock): InsightService => ({
  engine,
  read: createReader(),
  clock,
  today: calendarIn(engine.settings.timeZone, clock),
  recorder,
});
