import { deadlineOf } from '../domain/deadline.ts';
import { type Moment, toIso } from '../domain/moment.ts';
import { type Assessment, dateOfDay, type Presentation, zoneOf } from '../domain/presentation.ts';
import type { EventLog } from '../store/event-log.ts';
import { allPresentations } from '../store/presentations.ts';
import type { State } from '../store/state.ts';
import { named } from '../store/statement.ts';
import type { AssessmentView, PresentationView } from './presentations-view.ts';

interface Stores {
  readonly state: State;
  readonly eventLog: EventLog;
}

/** All presentations, with how many have registered by `now`. */
export async function presentationsAt({ state, eventLog }: Stores, now: Moment): Promise<PresentationView[]> {
  const counts = await enrolmentCounts(eventLog, now);
  return (await allPresentations(state)).map((one) => view(one, counts.get(one.id) ?? 0));
}

/** One presentation, with how many have registered by `now`. */
export async function presentationAt(
  eventLog: EventLog,
  presentation: Presentation,
  now: Moment,
): Promise<PresentationView> {
  const counts = await enrolmentCounts(eventLog, now);
  return view(presentation, counts.get(presentation.id) ?? 0);
}

async function enrolmentCounts(eventLog: EventLog, now: Moment): Promise<Map<string, number>> {
  const rows = await eventLog.rows<{ presentation_id: string; enrolments: number }>(
    named(
      'enrolment-counts',
      `select presentation_id, toUInt32(uniqExact(learner_id)) as enrolments
     from ${eventLog.table('activity_event')}
     where verb = 'registered' and occurred_at < fromUnixTimestamp64Milli({now:Int64}, 'UTC')
     group by presentation_id`,
    ),
    { now },
  );
  return new Map(rows.map((row) => [row.presentation_id, row.enrolments]));
}

const view = (presentation: Presentation, enrolments: number): PresentationView => ({
  id: presentation.id,
  courseId: presentation.courseId,
  title: presentation.title ?? null,
  timeZone: zoneOf(presentation),
  startsOn: presentation.startsOn,
  endsOn: dateOfDay(presentation, presentation.lengthDays - 1),
  lengthDays: presentation.lengthDays,
  enrolments,
  assessments: presentation.assessments.map((assessment) => assessmentView(presentation, assessment)),
});

/** An assessment with its deadline as a day, as a date and as a moment. */
export function assessmentView(presentation: Presentation, assessment: Assessment): AssessmentView {
  const deadline = deadlineOf(presentation, assessment);
  return {
    ...assessment,
    dueOn: assessment.dueDay === null ? null : dateOfDay(presentation, assessment.dueDay),
    dueAt: deadline === null ? null : toIso(deadline),
  };
}
