import type { CalendarDate, Clock } from '../domain/moment.ts';
import { calendarIn } from './calendar.ts';
import { createReader, type Reading } from './contracts/read.ts';
import type { Recorder } from './record.ts';

/** Reads profiles that come with a snapshot of the peers, and records the decisions. */
export interface InsightService {
  readonly read: (body: unknown, today: CalendarDate) => Reading;
  readonly clock: Clock;
  readonly today: () => CalendarDate;
  readonly recorder: Recorder;
}

/** @param timeZone its calendar decides what day it is for the platforms that send snapshots */
export const insightService = (timeZone: string, recorder: Recorder, clock: Clock): InsightService => ({
  read: createReader(),
  clock,
  today: calendarIn(timeZone, clock),
  recorder,
});
