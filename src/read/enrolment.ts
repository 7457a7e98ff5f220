import { weeklyMoments } from '../domain/cycle-moment.ts';
import { type Life, lifeOf } from '../domain/life.ts';
import { dateOf, type Moment, moment, toIso } from '../domain/moment.ts';
import { dayAt, momentOfDay, type Presentation } from '../domain/presentation.ts';
import { whyNoRisks } from '../domain/risk-phase.ts';
import { NotFoundError } from '../errors.ts';
import { probabilitiesAt, riskPhaseIn } from '../explain/score.ts';
import { median } from '../stats/quantile.ts';
import { named } from '../store/statement.ts';
import { decisionsAbout } from './decisions.ts';
import type { EnrolmentView } from './enrolment-view.ts';
import { inboxMessages } from './inbox.ts';
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
    registeredOn: dateOf(atOf(registered)),
    endedOn: life.state === 'registered' ? null : dateOf(life.since),
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
    : `The learner ${life.state === 'withdrawn' ? 'withdrew' : 'finished'} on ${dateOf(life.since)}.`;

const lifeIn = (facts: readonly Fact[]): Life | null =>
  lifeOf(facts.map((fact) => ({ verb: fact.verb, at: atOf(fact) })));

const notRegistered = (presentation: Presentation, learner: string, asOf: Moment): NotFoundError =>
  new NotFoundError(`${learner} is not registered in ${presentation.id} on ${dateOf(asOf)}.`);

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
      date: dateOf(momentOfDay(presentation, day)),
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
  const today = dayAt(presentation, asOf);
  return presentation.assessments
    .map((assessment) => {
      const works = facts.filter((fact) => fact.verb === 'submitted' && fact.object_id === assessment.id);
      // As the indicators have it: the first time tells how late it was, the last mark counts.
      const [work] = works;
      const day = work === undefined ? null : dayAt(presentation, atOf(work));
      return {
        ...assessment,
        dueOn: assessment.dueDay === null ? null : dateOf(momentOfDay(presentation, assessment.dueDay)),
        status: statusOf(assessment.dueDay, day, today),
        submittedOn: work === undefined ? null : dateOf(atOf(work)),
        scorePercent: works.findLast(({ score }) => score !== null)?.score ?? null,
      };
    })
    .sort((a, b) => (a.dueDay ?? 1e6) - (b.dueDay ?? 1e6));
}

function statusOf(
  dueDay: number | null,
  submittedDay: number | null,
  today: number,
): EnrolmentView['assessments'][number]['status'] {
  if (submittedDay !== null) return dueDay !== null && submittedDay > dueDay ? 'late' : 'submitted';
  return dueDay !== null && dueDay < today ? 'missed' : 'open';
}
