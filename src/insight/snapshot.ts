import type { CalendarDate } from '../domain/moment.ts';
import { daysBetween, startOfDate } from '../domain/moment.ts';
import { cached } from '../settings/cached.ts';

/**
 * The profile and activity of a learner and the numbers of their peers, as a platform sends them: what the contracts have in
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
    /** Null where the learner attended no event. */
    readonly lastEventOn: CalendarDate | null;
    /** Null where the learner took no quiz, or none with a date. */
    readonly lastQuizOn: CalendarDate | null;
    /** Null where the platform does not say when the learner was last active. */
    readonly lastActiveOn: CalendarDate | null;
  };
  readonly peers: {
    readonly averageProjects: number;
    /** 0 to 100. */
    readonly resumeUploadedPercent: number;
    /** Peers who go, by event. */
    readonly eventAttendance: Readonly<Record<string, number>>;
    /** The event of each buddy who goes to one, an entry for each buddy. */
    readonly buddiesAttending: readonly string[];
    /** Null where the platform does not say how large the cohort is. */
    readonly cohortSize: number | null;
  };
}

/** Whole days from `day` to `today`; null where `day` is. */
export const daysSince = (day: CalendarDate | null, today: CalendarDate): number | null =>
  day === null ? null : daysBetween(startOf(day), startOf(today));

/** Platforms send the same few hundred days again and again. */
export const CACHED_DATES = 5000;

const startOf = cached(CACHED_DATES, startOfDate);
