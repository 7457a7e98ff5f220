import type { Standing } from '../decide/standing.ts';
import { enrolmentKey } from '../domain/enrolment.ts';
import { learnerId } from '../domain/learner.ts';
import type { Moment } from '../domain/moment.ts';
import { moment } from '../domain/moment.ts';
import { dayAt, type Presentation } from '../domain/presentation.ts';
import type { Risk } from '../domain/risk.ts';
import { byEnrolment } from '../explain/risk-rows.ts';
import { type IndicatorTable, rowValues } from '../features/indicators-at.ts';
import type { EventLog } from '../store/event-log.ts';
import { named } from '../store/statement.ts';

/** Work that was handed in, by enrolment key. */
export type Submissions = ReadonlyMap<
  string,
  readonly { readonly assessmentId: string; readonly at: Moment }[]
>;

/** All work handed in for a presentation, at any time. */
export async function submissionsOf(eventLog: EventLog, presentation: Presentation): Promise<Submissions> {
  const rows = await eventLog.rows<{ learner_id: string; object_id: string; at_ms: string }>(
    named(
      'submissions',
      `select learner_id, object_id, toString(toUnixTimestamp64Milli(occurred_at)) as at_ms
     from ${eventLog.table('activity_event')} final
     where presentation_id = {presentation:String} and verb = 'submitted'
     order by occurred_at, event_id`,
    ),
    { presentation: presentation.id },
  );
  const submissions = new Map<string, { assessmentId: string; at: Moment }[]>();
  for (const row of rows) {
    const key = enrolmentKey({ presentationId: presentation.id, learnerId: learnerId(row.learner_id) });
    const own = submissions.get(key) ?? [];
    own.push({ assessmentId: row.object_id, at: moment(Number(row.at_ms)) });
    submissions.set(key, own);
  }
  return submissions;
}

/** The standing of each enrolment of a presentation as of a moment: one for every row of that moment. */
export function standingsAt(
  presentation: Presentation,
  asOf: Moment,
  table: IndicatorTable,
  risks: readonly Risk[],
  submissions: Submissions,
): Standing[] {
  const risk = byEnrolment(risks);
  const standings: Standing[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    if (table.moments[row] !== asOf) continue;
    const enrolment = { presentationId: presentation.id, learnerId: table.learnerIds[row] };
    const key = enrolmentKey(enrolment);
    standings.push({
      enrolment,
      asOf,
      day: dayAt(presentation, asOf),
      presentation,
      indicators: rowValues(table, row),
      risk: risk.get(key) ?? null,
      submittedAssessmentIds: (submissions.get(key) ?? [])
        .filter((work) => work.at < asOf)
        .map((work) => work.assessmentId),
    });
  }
  return standings;
}
