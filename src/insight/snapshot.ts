import type { CalendarDate } from '../domain/moment.ts';
import { daysBetween, startOfDate } from '../domain/moment.ts';
import { cached } from '../settings/cached.ts';

/**
 * A learner's profile and activity beside those of their peers, as a platform sends them: what the contracts have in
 * common. Dates are calendar dates of the platform; none lies after today.
 */
export interface Snapshot {
  /** The platform's own id, a pseudonym. */
  readonly userId: string;
  readonly profile: {
    readonly resumeUploaded: boolean;
    readonly goalTags: readonly string[];
    readonly karma: number;
    readonly projectsAdded: number;
    /** How many quizzes are in the history, dated or not. */
    readonly quizzesTaken: number;
    readonly clubsJoined: readonly string[];
    readonly buddyCount: number;
  };
  readonly activity: {
    readonly loginStreakDays: number;
    readonly postsCreated: number;
    readonly buddiesInteracted: number;
    /** Null where the learner attended none. */
    readonly lastEventOn: CalendarDate | null;
    /** Null where none was taken, or none with a date. */
    readonly lastQuizOn: CalendarDate | null;
    /** Null where the platform does not say when the learner was last there. */
    readonly lastActiveOn: CalendarDate | null;
  };
  readonly peers: {
    readonly averageProjects: number;
    /** 0 to 100. */
    readonly resumeUploadedPercent: number;
    /** Peers who go, by event. */
    readonly eventAttendance: Readonly<Record<string, number>>;
    /** One entry a buddy who goes: the event. */
    readonly buddiesAttending: readonly string[];
    /** Null where the platform does not say. */
    readonly cohortSize: number | null;
  };
}

/** Whole days from `day` to `today`; null where there is no such day. */
export const daysSince = (day: CalendarDate | null, today: CalendarDate): number | null =>
  day === null ? null : daysBetween(startOf(day), startOf(today));

/** Platforms send the same few hundred days again and again. */
export const CACHED_DATES = 5000;

const startOf = cached(CACHED_DATES, startOfDate);
