import { type Moment, toIso } from '../domain/moment.ts';
import { dayAt, momentOfDay, type Presentation } from '../domain/presentation.ts';
import { COURSE_WEEK, courseWeekParameters } from '../store/course-week.ts';
import { IS_ACTIVE, IS_LIFE, LIFE_TIMES, lifeAsOf } from '../store/event-sql.ts';
import { allPresentations } from '../store/presentations.ts';
import { readStatement, sqlOf } from '../store/statement.ts';
import type { Service } from './service.ts';
import type { Trends } from './trends-view.ts';

const STATEMENT = readStatement(import.meta.dirname, 'weekly-engagement');

/** A presentation and the earlier ones of its course, week by week. */
export async function trendsAt(service: Service, presentation: Presentation, asOf: Moment): Promise<Trends> {
  const compared = (await allPresentations(service.state)).filter(
    (one) => one.courseId === presentation.courseId && one.startsOn <= presentation.startsOn,
  );
  const series = [];
  for (const one of compared)
    series.push({
      presentationId: one.id,
      current: one.id === presentation.id,
      weeks: await service.views.view(one.id, `weeks ${asOf}`, () => weeksOf(service, one, asOf)),
    });
  return { presentationId: presentation.id, asOf: toIso(asOf), series };
}

type Week = Trends['series'][number]['weeks'][number];

interface WeekRow {
  readonly week: number;
  readonly registered: number;
  readonly active: number;
  readonly interactions: string;
  readonly submissions: number;
}

/** Full weeks of the presentation that were over by `asOf`. */
async function weeksOf(
  { eventLog }: Pick<Service, 'eventLog'>,
  presentation: Presentation,
  asOf: Moment,
): Promise<Week[]> {
  const weeks = Math.min(Math.ceil(presentation.lengthDays / 7), Math.floor(dayAt(presentation, asOf) / 7));
  if (weeks < 1) return [];
  const statement = sqlOf(STATEMENT, eventLog, {
    'is active': IS_ACTIVE,
    'is life': IS_LIFE,
    'life times': LIFE_TIMES,
    life: lifeAsOf('moment'),
    'week of the course': COURSE_WEEK,
  });
  const rows = await eventLog.rows<WeekRow>(statement, {
    presentation: presentation.id,
    ...courseWeekParameters(presentation),
    starts: Array.from({ length: weeks + 1 }, (_, week) => momentOfDay(presentation, 7 * week)),
    weeks,
  });
  return rows.map((row) => ({
    week: row.week,
    registered: row.registered,
    activeShare: row.registered === 0 ? 0 : row.active / row.registered,
    meanInteractions: row.registered === 0 ? 0 : Number(row.interactions) / row.registered,
    submissions: row.submissions,
  }));
}
