import { addDays, type CalendarDate, dateOf, daysBetween, type Moment, startOfDate } from './moment.ts';
import { dateIn, startOfDateIn, type TimeZone, UTC } from './time-zone.ts';

/** What is studied, for example the module `BBB`. */
export type CourseId = string & { readonly __brand: 'CourseId' };

/** One run of a course with dates, for example `BBB-2014B`. */
export type PresentationId = string & { readonly __brand: 'PresentationId' };

export const courseId = (text: string): CourseId => text as CourseId;
export const presentationId = (text: string): PresentationId => text as PresentationId;

export type AssessmentKind = 'tutor_marked' | 'computer_marked' | 'exam';

/** A piece of work that learners hand in. The calendar is known before the course starts, so using it leaks no future. */
export interface Assessment {
  readonly id: string;
  readonly kind: AssessmentKind;
  /** The day of the presentation on which it is due; null where no date is published (most exams). */
  readonly dueDay: number | null;
  /** The deadline, where it is not the end of `dueDay`: a moment of that day. */
  readonly dueAt?: Moment;
  /** Share of the mark in percent, 0 to 100. */
  readonly weightPercent: number;
}

export interface Presentation {
  readonly id: PresentationId;
  readonly courseId: CourseId;
  /** What people call the course; its code where there is no title. */
  readonly title?: string;
  readonly startsOn: CalendarDate;
  readonly lengthDays: number;
  /** Its days begin at midnight of this zone, and its deadlines are read on its clocks. UTC where none is given. */
  readonly timeZone?: TimeZone;
  readonly assessments: readonly Assessment[];
}

export const zoneOf = ({ timeZone }: Presentation): TimeZone => timeZone ?? UTC;

/** What a text calls the course. */
export const titleOf = ({ title, courseId }: Presentation): string => title ?? courseId;

/** The date of day `day`; day 0 is the first day of the presentation, days before it are negative. */
export const dateOfDay = (presentation: Presentation, day: number): CalendarDate =>
  dateOf(addDays(startOfDate(presentation.startsOn), day));

/** Where day `day` begins: midnight on the course's clocks. A day lasts 23 or 25 hours where clocks are changed. */
export const momentOfDay = (presentation: Presentation, day: number): Moment =>
  startOfDateIn(zoneOf(presentation), dateOfDay(presentation, day));

/** The moment the presentation is over. */
export const endOf = (presentation: Presentation): Moment =>
  momentOfDay(presentation, presentation.lengthDays);

/** The date that the course's calendar shows at `at`. */
export const courseDate = (presentation: Presentation, at: Moment): CalendarDate =>
  dateIn(zoneOf(presentation), at);

/** The day of the presentation on which `at` falls. */
export const dayAt = (presentation: Presentation, at: Moment): number =>
  daysBetween(startOfDate(presentation.startsOn), startOfDate(courseDate(presentation, at)));
