import { addDays, type CalendarDate, DAY_MS, dateOf, type Moment, moment } from '../domain/moment.ts';
import { endOf, type Presentation } from '../domain/presentation.ts';
import type { EventLog } from '../store/event-log.ts';
import { allPresentations } from '../store/presentations.ts';
import type { State } from '../store/state.ts';
import { readStatement, sqlOf } from '../store/statement.ts';
import type { ImportSummary } from './import.ts';
import { silentDays } from './silence.ts';

/** What people should know about the data before they believe figures computed from it. */
export interface DataQuality {
  /** The days of this report: the weeks before the moment. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly sources: readonly SourceQuality[];
  readonly impossible: readonly ImpossibleCount[];
  /** The last completed import; null where there was none. */
  readonly lastImport: LastImport | null;
}

export interface SourceQuality {
  readonly source: string;
  readonly events: number;
  /** Days with far fewer events than the same weekday had before. */
  readonly silentDays: readonly {
    readonly date: CalendarDate;
    readonly events: number;
    readonly usual: number;
  }[];
  /** Share of the events that repeat an event of the same learner and moment under a different id. */
  readonly duplicateShare: number;
}

/** Events that cannot be true. */
export interface ImpossibleCount {
  readonly kind: 'after_withdrawal' | 'never_registered' | 'too_many_interactions';
  readonly events: number;
  readonly learners: number;
}

export interface LastImport {
  readonly source: string;
  readonly finishedAt: Moment;
  readonly rows: number;
  readonly refused: number;
  readonly refusedByReason: Readonly<Record<string, number>>;
  /** Share of the import's events that the log already held. */
  readonly knownShare: number;
}

/** Ten weeks: six of history for each day of the last four. */
const WINDOW_DAYS = 70;
const REPORTED_DAYS = 28;
/** More interactions than this in one event are impossible: it stands for one learner, one piece of content and one day. */
const MOST_INTERACTIONS = 10_000;

/** Checks the log's last weeks before a moment, and the refusals of the last import. */
export async function dataQuality(eventLog: EventLog, state: State, now: Moment): Promise<DataQuality> {
  const today = moment(Math.floor(now / DAY_MS) * DAY_MS);
  const from = addDays(today, -WINDOW_DAYS);
  return {
    from: dateOf(from),
    to: dateOf(today),
    sources: await sourcesOf(eventLog, from, today, ending(await allPresentations(state), today)),
    impossible: await impossibleEvents(eventLog, from, today),
    lastImport: await lastImport(state),
  };
}

const EVENTS_BY_DAY = readStatement(import.meta.dirname, 'events-by-day');

/** A course falls silent as it ends: after the last work is handed in, fewer learners come. That is no fault. */
const ENDING_DAYS = 28;

/** The presentations that are over or near their end: their events do not say whether a source is silent. */
const ending = (presentations: readonly Presentation[], today: Moment): string[] =>
  presentations.filter((one) => addDays(endOf(one), -ENDING_DAYS) < today).map(({ id }) => id);

interface DayOfSource {
  readonly source: string;
  readonly day: number;
  readonly events: string;
  readonly steady: string;
  readonly distinct: string;
}

async function sourcesOf(
  eventLog: EventLog,
  from: Moment,
  to: Moment,
  endingPresentations: readonly string[],
): Promise<SourceQuality[]> {
  const rows = await eventLog.rows<DayOfSource>(sqlOf(EVENTS_BY_DAY, eventLog), {
    from,
    to,
    ending: endingPresentations,
  });
  return [...Map.groupBy(rows, ({ source }) => source)].map(([source, days]) => {
    const steady = new Array<number>(WINDOW_DAYS).fill(0);
    for (const one of days) steady[one.day] = Number(one.steady);
    const events = days.reduce((sum, day) => sum + Number(day.events), 0);
    const distinct = days.reduce((sum, day) => sum + Number(day.distinct), 0);
    return {
      source,
      events,
      silentDays: silentDays(steady)
        .filter(({ day }) => day >= WINDOW_DAYS - REPORTED_DAYS)
        .map(({ day, events, usual }) => ({ date: dateOf(addDays(from, day)), events, usual })),
      duplicateShare: 1 - distinct / events,
    };
  });
}

const IMPOSSIBLE_EVENTS = readStatement(import.meta.dirname, 'impossible-events');

async function impossibleEvents(eventLog: EventLog, from: Moment, to: Moment): Promise<ImpossibleCount[]> {
  const rows = await eventLog.rows<{ kind: ImpossibleCount['kind']; events: string; learners: string }>(
    sqlOf(IMPOSSIBLE_EVENTS, eventLog),
    { from, to, day: DAY_MS, most: MOST_INTERACTIONS },
  );
  return rows.map(({ kind, events, learners }) => ({
    kind,
    events: Number(events),
    learners: Number(learners),
  }));
}

async function lastImport(state: State): Promise<LastImport | null> {
  const row = await state
    .selectFrom('import_run')
    .select(['source', 'finished_at', 'summary'])
    .where('finished_at', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .$narrowType<{ finished_at: Date }>()
    .executeTakeFirst();
  if (row === undefined) return null;
  const summary = row.summary as ImportSummary;
  const files = Object.values(summary.files);
  const events = Object.values(summary.events);
  const written = events.reduce((sum, one) => sum + one.written, 0);
  const known = events.reduce((sum, one) => sum + one.known, 0);
  return {
    source: row.source,
    finishedAt: moment(row.finished_at.getTime()),
    rows: files.reduce((sum, one) => sum + one.read, 0),
    refused: files.reduce((sum, one) => sum + one.refused, 0),
    refusedByReason: summary.refused,
    knownShare: written + known === 0 ? 0 : known / (written + known),
  };
}
