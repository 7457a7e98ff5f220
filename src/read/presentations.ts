import { deadlineOf } from '../domain/deadline.ts';
import { type Moment, toIso } from '../domain/moment.ts';
import { type Assessment, dateOfDay, type Presentation, zoneOf } from '../domain/presentation.ts';
import type { EventLog } from '../store/event-log.ts';
import { IS_LIFE, LIFE_TIMES, lifeAsOf } from '../store/event-sql.ts';
import { allPresentations } from '../store/presentations.ts';
import type { State } from '../store/state.ts';
import { readStatement, sqlOf } from '../store/statement.ts';
import type { AssessmentView, PresentationView } from './presentations-view.ts';

interface Stores {
  readonly state: State;
  readonly eventLog: EventLog;
}

/** All presentations, with how many learners are registered, have withdrawn and have finished by `now`. */
export async function presentationsAt({ state, eventLog }: Stores, now: Moment): Promise<PresentationView[]> {
  const counts = await enrolmentCounts(eventLog, now);
  return (await allPresentations(state)).map((one) => view(one, counts.get(one.id)));
}

/** One presentation, likewise. */
export async function presentationAt(
  eventLog: EventLog,
  presentation: Presentation,
  now: Moment,
): Promise<PresentationView> {
  const counts = await enrolmentCounts(eventLog, now);
  return view(presentation, counts.get(presentation.id));
}

interface EnrolmentCounts {
  readonly registered: number;
  readonly withdrawn: number;
  readonly finished: number;
}

const ENROLMENT_COUNTS = readStatement(import.meta.dirname, 'enrolment-counts');

async function enrolmentCounts(eventLog: EventLog, now: Moment): Promise<Map<string, EnrolmentCounts>> {
  const rows = await eventLog.rows<EnrolmentCounts & { presentation_id: string }>(
    sqlOf(ENROLMENT_COUNTS, eventLog, {
      'is life': IS_LIFE,
      'life times': LIFE_TIMES,
      life: lifeAsOf('{now:Int64}'),
    }),
    { now },
  );
  return new Map(rows.map(({ presentation_id, ...counts }) => [presentation_id, counts]));
}

const NOBODY: EnrolmentCounts = { registered: 0, withdrawn: 0, finished: 0 };

const view = (presentation: Presentation, counts = NOBODY): PresentationView => ({
  id: presentation.id,
  courseId: presentation.courseId,
  title: presentation.title ?? null,
  timeZone: zoneOf(presentation),
  startsOn: presentation.startsOn,
  endsOn: dateOfDay(presentation, presentation.lengthDays - 1),
  lengthDays: presentation.lengthDays,
  enrolments: counts.registered + counts.withdrawn + counts.finished,
  ...counts,
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
