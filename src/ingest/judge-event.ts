import type { ZodError } from 'zod';
import type { ActivityEvent } from '../domain/activity-event.ts';
import { MOST_SCORE_PERCENT } from '../domain/activity-event.ts';
import { type Moment, toIso } from '../domain/moment.ts';
import { nearMiss } from '../domain/near-miss.ts';
import { EVENT_FIELDS, eventSchema, scoreField, toActivityEvent } from './sources/event-json.ts';

/** What is wrong with a field of an event. */
export interface FieldProblem {
  readonly field: string;
  readonly problem: string;
}

/** A posted event as a fact, with what is doubtful about it, or why it is none. */
export type Judged =
  | { readonly event: ActivityEvent; readonly warnings: readonly FieldProblem[] }
  | {
      readonly refused: {
        readonly status: 'refused';
        readonly id: string | null;
        readonly reasons: readonly FieldProblem[];
      };
    };

/** The ids of the assessments of each known presentation. */
export type Calendars = ReadonlyMap<string, readonly string[]>;

/** How far an event may lie in the future: the clocks of platforms differ slightly from ours. */
const CLOCK_SKEW_MS = 5 * 60_000;
/** As many unknown fields of an event are named. */
const TOLD_FIELDS = 10;

/** Judges one posted event. */
export function judgeEvent(posted: unknown, calendars: Calendars, now: Moment): Judged {
  const { usable, warnings } = withoutWrongScore(posted);
  const parsed = eventSchema.safeParse(usable);
  if (!parsed.success) return refusal(idOf(posted), problemsOf(parsed.error));
  const event = toActivityEvent(parsed.data);
  const assessments = calendars.get(event.presentationId);
  if (assessments === undefined)
    return refusal(event.id, [
      {
        field: 'presentationId',
        problem: `${event.presentationId} is not known; put it first (PUT /v1/presentations/{id})${didYouMean(
          nearMiss(event.presentationId, [...calendars.keys()]),
        )}`,
      },
    ]);
  if (event.occurredAt > now + CLOCK_SKEW_MS)
    return refusal(event.id, [
      { field: 'occurredAt', problem: `lies in the future: the server's clock says ${toIso(now)}` },
    ]);
  return { event, warnings: [...warnings, ...assessmentWarnings(event, assessments)] };
}

/** Whether a verdict rests on what the calendar lacks: it may have been put since the calendar was read. */
export const doubtsCalendar = (judged: Judged): boolean =>
  'refused' in judged
    ? judged.refused.reasons.some(({ field }) => field === 'presentationId')
    : judged.warnings.some(({ field }) => field === 'objectId');

/**
 * A hand-in is a fact whatever its mark (docs/decisions/0033-a-mark-never-refuses-a-hand-in.md). The score of a spoken response
 * is the fact itself, and a wrong one refuses it.
 */
function withoutWrongScore(posted: unknown): { usable: unknown; warnings: readonly FieldProblem[] } {
  if (
    !isRecord(posted) ||
    posted.verb === 'response_scored' ||
    posted.scorePercent === undefined ||
    scoreField.nullable().safeParse(posted.scorePercent).success
  )
    return { usable: posted, warnings: [] };
  const problem = `is left out: it must be a number from 0 to ${MOST_SCORE_PERCENT}. Send a second ${posted.verb} event with an id of its own and the right score`;
  return { usable: { ...posted, scorePercent: null }, warnings: [{ field: 'scorePercent', problem }] };
}

function assessmentWarnings(event: ActivityEvent, assessments: readonly string[]): FieldProblem[] {
  if (event.verb !== 'submitted' || assessments.includes(event.objectId)) return [];
  return [
    {
      field: 'objectId',
      problem: `${JSON.stringify(event.objectId)} is no assessment of ${event.presentationId}, so this hand-in counts for none${didYouMean(
        nearMiss(event.objectId, assessments),
      )}`,
    },
  ];
}

const problemsOf = (error: ZodError): FieldProblem[] =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0
      ? issue.keys.slice(0, TOLD_FIELDS).map(unknownField)
      : [{ field: issue.path.join('.') || '(event)', problem: issue.message }],
  );

/** Words of other platforms for the fields of an event, in small letters without signs. */
const WORDS_FOR: Readonly<Record<string, readonly string[]>> = {
  learnerId: ['learner', 'user', 'userid', 'student', 'studentid'],
  presentationId: ['presentation', 'course', 'courseid', 'run', 'class'],
  verb: ['action', 'event', 'eventtype', 'type'],
  objectId: ['object', 'item', 'itemid', 'assessment', 'assessmentid'],
  objectType: ['kind', 'contenttype'],
  occurredAt: ['at', 'time', 'timestamp', 'date', 'occurred'],
  interactions: ['clicks', 'count', 'views'],
  durationSeconds: ['duration', 'seconds'],
  scorePercent: ['score', 'grade', 'mark', 'percent', 'result'],
  attributes: ['extra', 'extensions', 'properties', 'data'],
};

function unknownField(field: string): FieldProblem {
  const plain = field.toLowerCase().replaceAll(/[^a-z]/g, '');
  const meant =
    nearMiss(field, EVENT_FIELDS) ?? EVENT_FIELDS.find((known) => WORDS_FOR[known]?.includes(plain)) ?? null;
  return {
    field: field || '(no name)',
    problem: `is no field of an event${meant === null ? `; these are ${EVENT_FIELDS.join(', ')}` : didYouMean(meant)}`,
  };
}

const didYouMean = (meant: string | null): string => (meant === null ? '' : `; did you mean ${meant}?`);

const refusal = (id: string | null, reasons: readonly FieldProblem[]): Judged => ({
  refused: { status: 'refused', id, reasons },
});

const isRecord = (posted: unknown): posted is Readonly<Record<string, unknown>> =>
  typeof posted === 'object' && posted !== null && !Array.isArray(posted);

const idOf = (posted: unknown): string | null =>
  isRecord(posted) && typeof posted.id === 'string' ? posted.id.slice(0, 200) : null;
