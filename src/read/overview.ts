import { dayOfDeadline, deadlineOf, isPast } from '../domain/deadline.ts';
import { addDays, type Moment, toIso } from '../domain/moment.ts';
import { dayAt, type Presentation } from '../domain/presentation.ts';
import { bandOf } from '../domain/risk.ts';
import { probabilitiesAt, riskPhaseIn } from '../explain/score.ts';
import { isLearntLater } from '../model/model-file.ts';
import { brokenCalibration } from '../model/registry/drift-history.ts';
import { IS_ACTIVE, IS_LIFE, LIFE_TIMES, lifeAsOf } from '../store/event-sql.ts';
import { named, readStatement, sqlOf } from '../store/statement.ts';
import type { Overview } from './overview-view.ts';
import { riskPhaseView } from './risk-phase-view.ts';
import type { Service } from './service.ts';

/** The figures of a course at a glance. */
export async function overviewAt(
  service: Service,
  presentation: Presentation,
  asOf: Moment,
): Promise<Overview> {
  const riskWithheld = await brokenCalibration(service.state, service.scorer.modelId, asOf);
  const figures = await service.views.view(presentation.id, `overview ${asOf}`, () =>
    figuresAt(service, presentation, asOf),
  );
  return { ...figures, riskWithheld };
}

async function figuresAt(
  service: Service,
  presentation: Presentation,
  asOf: Moment,
): Promise<Omit<Overview, 'riskWithheld'>> {
  const weekBefore = addDays(asOf, -7);
  const probabilities = await probabilitiesAt(service, presentation, [asOf, weekBefore]);
  const now = [...(probabilities.get(asOf)?.values() ?? [])];
  const before = probabilities.get(weekBefore);
  const activity = await activityAt(service, presentation, asOf);
  const decisions = await decisionsInWeek(service, presentation, asOf);
  return {
    presentationId: presentation.id,
    asOf: toIso(asOf),
    day: dayAt(presentation, asOf),
    lengthDays: presentation.lengthDays,
    registered: activity.registered,
    withdrawn: activity.withdrawn,
    finished: activity.finished,
    risks: riskPhaseView(presentation, riskPhaseIn(service, presentation, asOf)),
    bands: bandCounts(service, now),
    bandsWeekBefore: before === undefined ? null : bandCounts(service, [...before.values()]),
    activeLast7Days: activity.active_last,
    activePrior7Days: activity.active_prior,
    nudgesLast7Days: decisions.sent,
    replayedLast7Days: decisions.replayed,
    heldOutLast7Days: decisions.heldOut,
    nextDue: await nextDue(service, presentation, asOf),
    modelId: service.scorer.modelId,
    model: {
      learntUntil: service.scorer.learntUntil,
      isFromLater: isLearntLater(service.scorer.learntUntil, asOf),
    },
  };
}

function bandCounts({ bands }: Pick<Service, 'bands'>, probabilities: readonly number[]) {
  const counts = { low: 0, medium: 0, high: 0 };
  for (const probability of probabilities) counts[bandOf(probability, bands)] += 1;
  return counts;
}

interface ActivityCounts {
  readonly registered: number;
  readonly withdrawn: number;
  readonly finished: number;
  readonly active_last: number;
  readonly active_prior: number;
}

const ACTIVITY_COUNTS = readStatement(import.meta.dirname, 'activity-counts');

async function activityAt({ eventLog }: Pick<Service, 'eventLog'>, presentation: Presentation, asOf: Moment) {
  const statement = sqlOf(ACTIVITY_COUNTS, eventLog, {
    'is active': IS_ACTIVE,
    'is life': IS_LIFE,
    'life times': LIFE_TIMES,
    'life now': lifeAsOf('{asOf:Int64}'),
    'life before': lifeAsOf('{week:Int64}'),
  });
  const [row] = await eventLog.rows<ActivityCounts>(statement, {
    presentation: presentation.id,
    asOf,
    week: addDays(asOf, -7),
    twoWeeks: addDays(asOf, -14),
  });
  return row as ActivityCounts;
}

async function decisionsInWeek({ state }: Pick<Service, 'state'>, presentation: Presentation, asOf: Moment) {
  const within = [new Date(addDays(asOf, -7)), new Date(asOf)] as const;
  const sent = await state
    .selectFrom('inbox_message')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('presentation_id', '=', presentation.id)
    .where('recipient', '=', 'learner')
    .where('delivered_at', '>', within[0])
    .where('delivered_at', '<=', within[1])
    .executeTakeFirstOrThrow();
  const replayed = await state
    .selectFrom('unsent_message')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('presentation_id', '=', presentation.id)
    .where('recipient', '=', 'learner')
    .where('ghost', '=', false)
    .where('decided_at', '>', within[0])
    .where('decided_at', '<=', within[1])
    .executeTakeFirstOrThrow();
  const held = await state
    .selectFrom('decision')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('presentation_id', '=', presentation.id)
    .where('decided_at', '>', within[0])
    .where('decided_at', '<=', within[1])
    .where('holdout', '=', true)
    .where('propensity', '<', 1)
    .executeTakeFirstOrThrow();
  return { sent: Number(sent.count), replayed: Number(replayed.count), heldOut: Number(held.count) };
}

async function nextDue({ eventLog }: Pick<Service, 'eventLog'>, presentation: Presentation, asOf: Moment) {
  const [next] = presentation.assessments
    .flatMap((one) => {
      const deadline = deadlineOf(presentation, one);
      return deadline === null || isPast(deadline, asOf) ? [] : [{ ...one, deadline }];
    })
    .sort((a, b) => a.deadline - b.deadline);
  if (next === undefined) return null;
  const [row] = await eventLog.rows<{ submitted: number }>(
    named(
      'submitted-so-far',
      `select toUInt32(uniqExact(learner_id)) as submitted from ${eventLog.table('activity_event')}
     where presentation_id = {presentation:String} and verb = 'submitted' and object_id = {assessment:String}
       and toUnixTimestamp64Milli(occurred_at) < {asOf:Int64}`,
    ),
    { presentation: presentation.id, assessment: next.id, asOf },
  );
  return {
    assessmentId: next.id,
    kind: next.kind,
    inDays: dayOfDeadline(presentation, next.deadline) - dayAt(presentation, asOf),
    submitted: row?.submitted ?? 0,
  };
}
