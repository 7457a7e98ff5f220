import { weeklyMoments } from '../domain/cycle-moment.ts';
import { deadlineOf, isPast } from '../domain/deadline.ts';
import { type Life, lifeOf } from '../domain/life.ts';
import { type Moment, moment, toIso } from '../domain/moment.ts';
import { courseDate, dateOfDay, dayAt, type Presentation } from '../domain/presentation.ts';
import { whyNoRisks } from '../domain/risk-phase.ts';
import { NotFoundError } from '../errors.ts';
import { probabilitiesAt, riskPhaseIn } from '../explain/score.ts';
import { median } from '../stats/quantile.ts';
import { named } from '../store/statement.ts';
import { decisionsAbout } from './decisions.ts';
import type { EnrolmentView } from './enrolment-view.ts';
import { inboxMessages } from './inbox.ts';
import { assessmentView } from './presentations.ts';
import type { AssessmentView } from './presentations-view.ts';
import { riskOf } from './risk.ts';
import type { Service } from './service.ts';

/** An event of the enrolment as the log has it. */
export interface Fact {
  readonly verb: string;
  readonly object_id: string;
  readonly object_type: string;
  readonly at_ms: string;
  readonly interactions: number;
  readonly score: number | null;
}

/**
 * Everything known about one enrolment at a moment.
 *
 * @throws NotFoundError where the learner had not registered by then
 */
export async function enrolmentAt(
  service: Service,
  presentation: Presentation,
  learner: string,
  asOf: Moment,
): Promise<EnrolmentView> {
  const facts = await factsBefore(service, presentation, learner, asOf);
  const registered = facts.find((fact) => fact.verb === 'registered');
  const life = lifeIn(facts);
  if (registered === undefined || life === null) throw notRegistered(presentation, learner, asOf);
  const risk = await riskOf(service, presentation, learner, asOf);
  return {
    presentationId: presentation.id,
    learnerId: learner,
    asOf: toIso(asOf),
    status: life.state,
    registeredOn: courseDate(presentation, atOf(registered)),
    endedOn: life.state === 'registered' ? null : courseDate(presentation, life.since),
    risk,
    noRisk: risk === null ? whyNoRiskOf(service, presentation, life, asOf) : null,
    riskOverTime: await riskOverTime(service, presentation, learner, asOf),
    activity: activityByDay(presentation, facts),
    assessments: assessmentsAt(presentation, facts, asOf),
    decisions: await decisionsAbout(service.state, presentation, learner, asOf),
    inbox: await inboxMessages(service.state, presentation, learner, asOf, ['learner', 'coach']),
  };
}

/**
 * Why an enrolment has no risk at a moment, as a sentence.
 *
 * @throws NotFoundError where the learner had not registered by then
 */
export async function whyNoRisk(
  service: Service,
  presentation: Presentation,
  learner: string,
  asOf: Moment,
): Promise<string> {
  const life = lifeIn(await factsBefore(service, presentation, learner, asOf));
  if (life === null) throw notRegistered(presentation, learner, asOf);
  return whyNoRiskOf(service, presentation, life, asOf);
}

const whyNoRiskOf = (service: Service, presentation: Presentation, life: Life, asOf: Moment): string =>
  life.state === 'registered'
    ? (whyNoRisks(presentation, riskPhaseIn(service, presentation, asOf)) ?? 'The risk is not known yet.')
    : `The learner ${life.state === 'withdrawn' ? 'withdrew' : 'finished'} on ${courseDate(presentation, life.since)}.`;

const lifeIn = (facts: readonly Fact[]): Life | null =>
  lifeOf(facts.map((fact) => ({ verb: fact.verb, at: atOf(fact) })));

const notRegistered = (presentation: Presentation, learner: string, asOf: Moment): NotFoundError =>
  new NotFoundError(
    `${learner} is not registered in ${presentation.id} on ${courseDate(presentation, asOf)}.`,
  );

const atOf = (fact: Fact): Moment => moment(Number(fact.at_ms));

const factsBefore = (
  { eventLog }: Pick<Service, 'eventLog'>,
  presentation: Presentation,
  learner: string,
  asOf: Moment,
) =>
  eventLog.rows<Fact>(
    named(
      'enrolment-facts',
      `select verb, object_id, object_type, toString(toUnixTimestamp64Milli(occurred_at)) as at_ms, interactions,
       toFloat64(score_percent) as score
     from ${eventLog.table('activity_event')} final
     where presentation_id = {presentation:String} and learner_id = {learner:String}
       and toUnixTimestamp64Milli(occurred_at) < {asOf:Int64}
     order by occurred_at, event_id`,
    ),
    { presentation: presentation.id, learner, asOf },
  );

async function riskOverTime(
  service: Service,
  presentation: Presentation,
  learner: string,
  asOf: Moment,
): Promise<EnrolmentView['riskOverTime']> {
  const moments = weeklyMoments(presentation).filter((at) => at < asOf);
  const weekly = await service.views.view(presentation.id, `weekly ${moments.at(-1)}`, () =>
    probabilitiesAt(service, presentation, moments),
  );
  const today = await probabilitiesAt(service, presentation, [asOf]);
  return [...moments, asOf].flatMap((at) => {
    const all = weekly.get(at) ?? today.get(at);
    const probability = all?.get(learner);
    return all === undefined || probability === undefined
      ? []
      : [
          {
            asOf: toIso(at),
            day: dayAt(presentation, at),
            probability,
            courseMedian: median([...all.values()]) ?? 0,
          },
        ];
  });
}

export function activityByDay(presentation: Presentation, facts: readonly Fact[]): EnrolmentView['activity'] {
  const days = Map.groupBy(
    facts.filter((fact) => fact.verb === 'interacted' || fact.verb === 'response_scored'),
    (fact) => dayAt(presentation, atOf(fact)),
  );
  return [...days].map(([day, ofDay]) => {
    const byType: Record<string, number> = {};
    for (const fact of ofDay) byType[fact.object_type] = (byType[fact.object_type] ?? 0) + fact.interactions;
    return {
      day,
      date: dateOfDay(presentation, day),
      interactions: ofDay.reduce((sum, fact) => sum + fact.interactions, 0),
      byType,
    };
  });
}

export function assessmentsAt(
  presentation: Presentation,
  facts: readonly Fact[],
  asOf: Moment,
): EnrolmentView['assessments'] {
  return presentation.assessments
    .map((assessment) => {
      const works = facts.filter((fact) => fact.verb === 'submitted' && fact.object_id === assessment.id);
      // As the indicators have it: the first time tells how late it was, the last mark counts.
      const [work] = works;
      const submittedAt = work === undefined ? null : atOf(work);
      return {
        ...assessmentView(presentation, assessment),
        status: statusOf(deadlineOf(presentation, assessment), submittedAt, asOf),
        submittedOn: submittedAt === null ? null : courseDate(presentation, submittedAt),
        scorePercent: works.findLast(({ score }) => score !== null)?.score ?? null,
      };
    })
    .sort((a, b) => deadlineOrder(a) - deadlineOrder(b));
}

/** Earliest deadline first, work without a deadline last. */
const deadlineOrder = ({ dueAt }: Pick<AssessmentView, 'dueAt'>): number =>
  dueAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(dueAt);

function statusOf(
  deadline: Moment | null,
  submittedAt: Moment | null,
  asOf: Moment,
): EnrolmentView['assessments'][number]['status'] {
  if (submittedAt !== null) return deadline !== null && isPast(deadline, submittedAt) ? 'late' : 'submitted';
  return deadline !== null && isPast(deadline, asOf) ? 'missed' : 'open';
}
