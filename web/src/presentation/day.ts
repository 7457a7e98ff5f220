import type { PresentationView } from '../../../src/read/presentations-view.ts';

import { dateIn } from '../format.ts';

const DAY_MS = 86_400_000;

/** How many days before its start a presentation can be viewed. */
export const LEAD_DAYS = 28;

type Span = Pick<PresentationView, 'startsOn' | 'lengthDays' | 'timeZone'>;

/** The date (`YYYY-MM-DD`) of a day of the presentation; day 0 is its first, days before are negative. */
export const dateOfDay = (span: Span, day: number): string =>
  new Date(Date.parse(`${span.startsOn}T00:00:00Z`) + day * DAY_MS).toISOString().slice(0, 10);

/** The day of the presentation on which a date or a moment (ISO) falls, by the calendar of the course. */
export const dayOfDate = (span: Span, iso: string): number =>
  Math.round(
    (Date.parse(`${dateIn(span.timeZone, iso)}T00:00:00Z`) - Date.parse(`${span.startsOn}T00:00:00Z`)) /
      DAY_MS,
  );

/** `day` within the reach of the time machine: from 28 days before the start to the end. */
export const clampDay = (span: Span, day: number): number =>
  Math.min(span.lengthDays, Math.max(-LEAD_DAYS, day));

/** `Day 65 of 241`, `28 days before the start`, `First day`. */
export function describeDay(span: Span, day: number): string {
  if (day < 0) return `${-day} ${day === -1 ? 'day' : 'days'} before the start`;
  return `Day ${day} of ${span.lengthDays}`;
}

/** A date that exists, or undefined: a URL may hold anything. */
export function parseDate(text: unknown): string | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text ? text : undefined;
}

/** What a screen shows: a day of a presentation, and how to ask the API for it. */
export interface ViewedDay {
  readonly day: number;
  readonly date: string;
  /** The `asOf` for the API; undefined for the server's own now. */
  readonly asOf: string | undefined;
  /** The server's now where it lies within the presentation's reach, else the nearest day that does. */
  readonly currentDay: number;
}

/**
 * The day in the URL, or the server's now. If that is out of reach (another year's presentation), the nearest day,
 * so that a finished course opens at its end.
 */
export function viewedDay(span: Span, serverNow: string, chosen: string | undefined): ViewedDay {
  const today = dayOfDate(span, serverNow);
  const currentDay = clampDay(span, today);
  const day = chosen === undefined ? currentDay : clampDay(span, dayOfDate(span, chosen));
  const isNow = chosen === undefined && currentDay === today;
  const date = dateOfDay(span, day);
  return { day, date, asOf: isNow ? undefined : date, currentDay };
}
