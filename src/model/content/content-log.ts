import type { Moment } from '../../domain/moment.ts';
import { dayAt, momentOfDay, type Presentation } from '../../domain/presentation.ts';
import { COURSE_WEEK, courseWeekParameters } from '../../store/course-week.ts';
import type { EventLog } from '../../store/event-log.ts';
import { IS_LIFE, LIFE_TIMES, lifeAsOf } from '../../store/event-sql.ts';
import { readStatement, sqlOf } from '../../store/statement.ts';
import { createNumbering, type Instant, type InteractionLog } from './interaction-log.ts';

/** Learners look around before the course begins. */
const FIRST_WEEK = -4;
/** Content is current in a week if the cohort used it in that week or in this many weeks before. */
const AROUND_WEEKS = 2;
/** Content that fewer than this share of the learners use, or fewer than three learners, is not worth suggesting. */
const LEAST_SHARE = 0.01;
const LEAST_LEARNERS = 3;

/** The week of the presentation in which `at` falls; week 0 begins on the first day. */
export const weekAt = (presentation: Presentation, at: Moment): number =>
  Math.floor(dayAt(presentation, at) / 7);

/** The moment week `week` begins. */
export const startOfWeek = (presentation: Presentation, week: number): Moment =>
  momentOfDay(presentation, 7 * week);

/**
 * The weeks of a presentation as interactions: every learner who is registered when a week begins meets all content that is
 * current in that week, and either uses it in that week (1) or not (0). Users are the presentation's learners; a tag is the
 * type of the content. The log contains only weeks before the week of `until`, because these are over.
 */
export async function contentLog(
  eventLog: EventLog,
  presentation: Presentation,
  until: Moment,
): Promise<InteractionLog> {
  const endWeek = weekAt(presentation, until);
  const weekNumbers = Array.from({ length: Math.max(0, endWeek - FIRST_WEEK) }, (_, nth) => FIRST_WEEK + nth);
  const stays = await staysOf(eventLog, presentation, weekNumbers, startOfWeek(presentation, endWeek));
  const users = createNumbering();
  for (const { learner } of stays) users.numberOf(learner);
  const uses = await usesOf(eventLog, presentation, endWeek);
  const items = createNumbering();
  const tags = createNumbering();
  const typeOf = new Map(uses.map((use) => [use.content, use.type]));
  const byWeek = Map.groupBy(
    uses.map((use) => ({ week: use.week, item: items.numberOf(use.content), learners: use.learners })),
    (use) => use.week,
  );
  const weeks = weekNumbers.map((week) => ({
    at: startOfWeek(presentation, week),
    present: stays.filter((stay) => stay.present.has(week)).map((stay) => users.numberOf(stay.learner)),
    uses: (byWeek.get(week) ?? []).map(({ item, learners }) => ({
      item,
      users: learners.map(users.numberOf),
    })),
  }));
  return {
    name: presentation.id,
    users: users.texts,
    items: items.texts.map((id) => ({
      id,
      tags: [tags.numberOf(typeOf.get(id) as string)],
      releaseYear: null,
    })),
    tags: tags.texts,
    engagedFrom: 1,
    instants: () => instantsOf(weeks, users.texts.length, items.texts.length),
  };
}

interface Week {
  readonly at: Moment;
  /** Users who are registered when the week begins. */
  readonly present: readonly number[];
  readonly uses: readonly { readonly item: number; readonly users: readonly number[] }[];
}

function* instantsOf(weeks: readonly Week[], users: number, items: number): Generator<Instant> {
  const used = new Uint8Array(users * items);
  for (const [index, { at, present, uses }] of weeks.entries()) {
    const around = itemsAround(weeks.slice(Math.max(0, index - AROUND_WEEKS), index + 1), present.length);
    used.fill(0);
    for (const { item, users: own } of uses) for (const user of own) used[user * items + item] = 1;
    const length = present.length * around.length;
    const instant = {
      at,
      user: new Uint32Array(length),
      item: new Uint32Array(length),
      value: new Float32Array(length),
    };
    let place = 0;
    for (const user of present)
      for (const item of around) {
        instant.user[place] = user;
        instant.item[place] = item;
        instant.value[place] = used[user * items + item];
        place += 1;
      }
    yield instant;
  }
}

/** Items that enough of the learners used in these weeks. */
function itemsAround(weeks: readonly Week[], learners: number): number[] {
  const usedBy = new Map<number, number>();
  for (const { uses } of weeks)
    for (const { item, users } of uses) usedBy.set(item, (usedBy.get(item) ?? 0) + users.length);
  const least = Math.max(LEAST_LEARNERS, LEAST_SHARE * learners);
  return [...usedBy].filter(([, count]) => count >= least).map(([item]) => item);
}

interface Stay {
  readonly learner: string;
  /** The weeks at whose beginning the learner was registered. */
  readonly present: ReadonlySet<number>;
}

const STAYS = readStatement(import.meta.dirname, 'stays');

async function staysOf(
  eventLog: EventLog,
  presentation: Presentation,
  weeks: readonly number[],
  until: Moment,
): Promise<Stay[]> {
  const rows = await eventLog.rows<{ learner: string; present: number[] }>(
    sqlOf(STAYS, eventLog, {
      'is life': IS_LIFE,
      'life times': LIFE_TIMES,
      life: lifeAsOf('begins'),
    }),
    {
      presentation: presentation.id,
      weeks,
      week_begins: weeks.map((week) => startOfWeek(presentation, week)),
      until,
    },
  );
  return rows.map(({ learner, present }) => ({ learner, present: new Set(present) }));
}

interface Use {
  readonly content: string;
  readonly type: string;
  readonly week: number;
  /** Registered learners who used the content in that week, each once. */
  readonly learners: readonly string[];
}

const USES = readStatement(import.meta.dirname, 'content-uses');

const usesOf = (eventLog: EventLog, presentation: Presentation, endWeek: number): Promise<Use[]> =>
  eventLog.rows<Use>(sqlOf(USES, eventLog, { 'week of the course': COURSE_WEEK }), {
    presentation: presentation.id,
    ...courseWeekParameters(presentation),
    from: startOfWeek(presentation, FIRST_WEEK),
    until: startOfWeek(presentation, endWeek),
  });
