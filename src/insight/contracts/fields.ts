import { z } from 'zod';
import { type CalendarDate, parseDate } from '../../domain/moment.ts';
import { cached } from '../../settings/cached.ts';
import { CACHED_DATES, type Snapshot } from '../snapshot.ts';
import { asJsonSchema, type Formats } from './body.ts';

/** The fields that both contracts have. Each field says what is valid; unknown fields are ignored. */

const text = (longest: number) => {
  const error = `must be a text of 1 to ${longest} characters`;
  return z.string({ error }).min(1, { error }).max(longest, { error });
};

const numberFrom = (what: string, least: number, most: number) => {
  const error = `must be ${what} from ${least} to ${most}`;
  return z.number({ error }).min(least, { error }).max(most, { error });
};

const count = () => {
  const error = 'must be a whole number from 0 to 1000000';
  return z.int({ error }).min(0, { error }).max(1_000_000, { error });
};

const texts = () =>
  z
    .array(text(200), { error: 'must be a list of texts' })
    .max(1000, { error: 'must have at most 1000 entries' });

const section = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object(shape, { error: `must be an object with ${Object.keys(shape).join(', ')}` });

/** The calendar date that a text begins with, be it a date or a time; null where it is no date. */
const dateIn = cached(CACHED_DATES, (value: string): CalendarDate | null => {
  const [date = '', time] = value.split(/[T ]/, 2);
  return time === undefined || !Number.isNaN(Date.parse(value)) ? parseDate(date) : null;
});

const DATE = 'must be a date like 2025-04-29, not later than today, or null';

/** The checks of texts on a given day: dates after it are refused. */
export const formatsOn = (today: CalendarDate) =>
  ({
    'past-date': (value) => (dateIn(value) ?? '9999') <= today,
    'quiz-or-past-date': (value) => (dateIn(value) ?? today) <= today,
  }) satisfies Formats;

type DayFormats = ReturnType<typeof formatsOn>;

const pastDate = (formats: DayFormats) =>
  z
    .string({ error: DATE })
    .refine(formats['past-date'], { error: DATE })
    .register(asJsonSchema, { format: 'past-date' })
    .nullish()
    .meta({ examples: ['2025-04-29'] });

const quizOrPastDate = (formats: DayFormats) =>
  text(200)
    .refine(formats['quiz-or-past-date'], {
      error: 'must be the name of a quiz, or a date not later than today',
    })
    .register(asJsonSchema, { format: 'quiz-or-past-date' });

/** The schemas of the fields on a given day. */
export function snapshotFields(today: CalendarDate) {
  const formats = formatsOn(today);
  return {
    userId: text(100).meta({ examples: ['stu_7023'] }),
    profile: section({
      resume_uploaded: z.boolean({ error: 'must be true or false' }),
      goal_tags: texts(),
      karma: numberFrom('a number', -1_000_000, 1_000_000),
      projects_added: count(),
      quiz_history: z
        .array(quizOrPastDate(formats), { error: 'must be a list of texts or dates' })
        .max(1000, { error: 'must have at most 1000 entries' })
        .meta({ description: 'Names of quizzes, or the dates on which they were taken.' }),
      clubs_joined: texts(),
      buddy_count: count().optional(),
      buddies: texts().optional().meta({ description: 'May stand in for buddy_count.' }),
    })
      .refine(({ buddy_count, buddies }) => buddy_count !== undefined || buddies !== undefined, {
        path: ['buddy_count'],
        error: 'must be a whole number from 0 to 1000000',
        // Reported together with all other wrong fields, not only once those are right.
        when: ({ value }) => typeof value === 'object' && value !== null,
      })
      .register(asJsonSchema, { anyOf: [{ required: ['buddy_count'] }, { required: ['buddies'] }] }),
    activity: section({
      login_streak: count(),
      posts_created: count(),
      buddies_interacted: count(),
      last_event_attended: pastDate(formats),
      last_quiz_taken: pastDate(formats),
      last_active: pastDate(formats),
    }),
    peers: section({
      batch_avg_projects: numberFrom('a number', 0, 1_000_000),
      batch_resume_uploaded_pct: numberFrom('a percentage', 0, 100).meta({
        description: '0 to 100.',
      }),
      // Zod leaves out keys that are named like an object's prototype.
      batch_event_attendance: z.record(
        text(200).register(asJsonSchema, { not: { const: '__proto__' } }),
        count(),
        {
          error: 'must be an object with a number of peers for each event',
        },
      ),
      buddies_attending_events: texts().meta({ description: 'One entry a buddy who goes: the event.' }),
      batch_size: count().optional().meta({
        description: 'Learners in the batch; where it is left out, what is said of it is taken as it is.',
      }),
    }),
  };
}

type Fields = ReturnType<typeof snapshotFields>;

/** Turns the fields into a snapshot of the insight engine. */
export function snapshotOf(
  userId: string,
  profile: z.infer<Fields['profile']>,
  activity: z.infer<Fields['activity']>,
  peers: z.infer<Fields['peers']>,
): Snapshot {
  return {
    userId,
    profile: {
      resumeUploaded: profile.resume_uploaded,
      goalTags: profile.goal_tags,
      karma: profile.karma,
      projectsAdded: profile.projects_added,
      quizzesTaken: profile.quiz_history.length,
      clubsJoined: profile.clubs_joined,
      buddyCount: profile.buddy_count ?? profile.buddies?.length ?? 0,
    },
    activity: {
      loginStreakDays: activity.login_streak,
      postsCreated: activity.posts_created,
      buddiesInteracted: activity.buddies_interacted,
      lastEventOn: dayOf(activity.last_event_attended),
      lastQuizOn: latest([dayOf(activity.last_quiz_taken), ...profile.quiz_history.map(dateIn)]),
      lastActiveOn: dayOf(activity.last_active),
    },
    peers: {
      averageProjects: peers.batch_avg_projects,
      resumeUploadedPercent: peers.batch_resume_uploaded_pct,
      eventAttendance: peers.batch_event_attendance,
      buddiesAttending: peers.buddies_attending_events,
      cohortSize: peers.batch_size ?? null,
    },
  };
}

const dayOf = (text: string | null | undefined): CalendarDate | null =>
  typeof text === 'string' ? dateIn(text) : null;

const latest = (dates: readonly (CalendarDate | null)[]): CalendarDate | null =>
  dates.reduce((last, date) => (date !== null && (last === null || date > last) ? date : last), null);
