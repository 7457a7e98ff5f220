import type { ActivityEvent } from '../../../domain/activity-event.ts';
import { learnerId } from '../../../domain/learner.ts';
import { type Moment, moment } from '../../../domain/moment.ts';
import { momentOfDay, type Presentation } from '../../../domain/presentation.ts';
import type { EnrolmentRecord, PresentationRecord } from './records.ts';

export const OULAD_SOURCE = 'oulad';

/**
 * All facts of a presentation except the clicks. The same records give the same events with the same ids.
 */
export function eventsOf({ presentation, enrolments }: PresentationRecord): ActivityEvent[] {
  return enrolments
    .values()
    .flatMap((enrolment) => [...lifeOf(enrolment, presentation), ...submissionsOf(enrolment, presentation)])
    .toArray();
}

function* lifeOf(enrolment: EnrolmentRecord, presentation: Presentation): Generator<ActivityEvent> {
  const { info, registeredDay, withdrewDay } = enrolment;
  const life = (verb: 'registered' | 'withdrew' | 'finished', day: number, attributes: Attributes) =>
    eventOf(presentation, info.id_student, day, {
      id: verb,
      verb,
      objectId: presentation.id,
      objectType: 'presentation',
      attributes,
    });
  yield life('registered', registeredDay ?? Math.min(0, withdrewDay ?? 0), {
    previous_attempts: String(info.num_of_prev_attempts),
    credits: String(info.studied_credits),
    ...(registeredDay === null ? DATE_UNKNOWN : {}),
  });
  if (withdrewDay !== null) yield life('withdrew', withdrewDay, {});
  else if (info.final_result === 'withdrew') yield life('withdrew', presentation.lengthDays, DATE_UNKNOWN);
  if (info.final_result !== 'withdrew')
    yield life('finished', presentation.lengthDays, { result: info.final_result });
}

function* submissionsOf(enrolment: EnrolmentRecord, presentation: Presentation): Generator<ActivityEvent> {
  for (const [assessment, { day, banked, scorePercent }] of enrolment.submissions)
    yield eventOf(presentation, enrolment.info.id_student, day, {
      id: `submitted:${assessment}`,
      verb: 'submitted',
      objectId: String(assessment),
      objectType: 'assessment',
      scorePercent,
      attributes: banked ? { banked: 'yes' } : {},
    });
}

type Attributes = ActivityEvent['attributes'];

const DATE_UNKNOWN: Attributes = { date_known: 'no' };

function eventOf(
  presentation: Presentation,
  student: number,
  day: number,
  fact: Pick<ActivityEvent, 'id' | 'verb' | 'objectId' | 'objectType' | 'attributes'> &
    Partial<Pick<ActivityEvent, 'scorePercent'>>,
): ActivityEvent {
  return {
    id: `${OULAD_SOURCE}:${presentation.id}:${student}:${fact.id}`,
    learnerId: learnerId(String(student)),
    presentationId: presentation.id,
    verb: fact.verb,
    objectId: fact.objectId,
    objectType: fact.objectType,
    occurredAt: endOfDay(presentation, day),
    precision: 'day',
    interactions: 1,
    durationSeconds: null,
    scorePercent: fact.scorePercent ?? null,
    attributes: fact.attributes,
    source: OULAD_SOURCE,
  };
}

/** A fact known only by its day is dated to the day's last second: nobody could have known it earlier. */
export const endOfDay = (presentation: Presentation, day: number): Moment =>
  moment(momentOfDay(presentation, day + 1) - 1000);
