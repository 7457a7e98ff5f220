import { addDays, type CalendarDate, DAY_MS, type Moment, startOfDate } from './moment.ts';

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
  /** Days from the start of the presentation; null where no date is published (most exams). */
  readonly dueDay: number | null;
  /** Share of the mark in percent, 0 to 100. */
  readonly weightPercent: number;
}

export interface Presentation {
  readonly id: PresentationId;
  readonly courseId: CourseId;
  readonly startsOn: CalendarDate;
  readonly lengthDays: number;
  readonly assessments: readonly Assessment[];
}

/** Midnight (UTC) of day `day` of the presentation; day 0 is its first day, days before it are negative. */
export const momentOfDay = (presentation: Presentation, day: number): Moment =>
  addDays(startOfDate(presentation.startsOn), day);

/** The moment the presentation is over. */
export const endOf = (presentation: Presentation): Moment =>
  momentOfDay(presentation, presentation.lengthDays);

/** The day of the presentation on which `at` falls. */
export const dayAt = (presentation: Presentation, at: Moment): number =>
  Math.floor((at - startOfDate(presentation.startsOn)) / DAY_MS);
