import file from '../../config/rekindle.config.json' with { type: 'json' };
import type { CalendarDate } from '../../src/domain/moment.ts';
import { insightSchema } from '../../src/insight/settings.ts';
import { situationOf } from '../../src/insight/situation.ts';
import type { Snapshot } from '../../src/insight/snapshot.ts';

/** The settings as shipped. */
export const shippedInsight = insightSchema.parse(file.insight);

export const TODAY = '2025-06-10' as CalendarDate;

/** A learner who does everything that others do, so that no rule fires; the argument changes some of it. */
export function snapshotWith(
  changes: {
    readonly profile?: Partial<Snapshot['profile']>;
    readonly activity?: Partial<Snapshot['activity']>;
    readonly peers?: Partial<Snapshot['peers']>;
  } = {},
): Snapshot {
  return {
    userId: 'stu_1',
    profile: {
      resumeUploaded: true,
      goalTags: ['GRE'],
      karma: 386,
      projectsAdded: 3,
      quizzesTaken: 1,
      clubsJoined: [],
      buddyCount: 5,
      ...changes.profile,
    },
    activity: {
      loginStreakDays: 4,
      postsCreated: 1,
      buddiesInteracted: 2,
      lastEventOn: TODAY,
      lastQuizOn: TODAY,
      lastActiveOn: TODAY,
      ...changes.activity,
    },
    peers: {
      averageProjects: 2,
      resumeUploadedPercent: 80,
      eventAttendance: { 'startup-meetup': 1, 'coding-contest': 1, 'tech-talk': 1 },
      buddiesAttending: ['tech-talk', 'coding-contest'],
      cohortSize: null,
      ...changes.peers,
    },
  };
}

export const situationWith = (changes: Parameters<typeof snapshotWith>[0] = {}) =>
  situationOf(snapshotWith(changes), TODAY, 30);
