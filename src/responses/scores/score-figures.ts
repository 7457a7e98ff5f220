import { type MeanInterval, meanInterval } from '../../stats/mean-interval.ts';
import type { EventLog } from '../../store/event-log.ts';
import { readStatement, sqlOf } from '../../store/statement.ts';
import { ACCURACY_SHARE, EMOTION_SHARE } from './composite-score.ts';
import { type ScoreScope, scoredInLog } from './scored-log.ts';

/** The measures that have means. */
export const MEASURES = ['accuracy', 'engagement', 'emotion', 'composite'] as const;
export type Measure = (typeof MEASURES)[number];

/** What responses are grouped by: nothing, a phase, a phase of a milestone, or a week that begins on a Monday. */
export const DIVISIONS = {
  nothing: {},
  phase: { phase: 'phase' },
  place: { milestone: 'milestone', phase: 'phase' },
  week: { weekStart: 'toString(toMonday(answered_at))' },
} as const;
export type Division = keyof typeof DIVISIONS;

/** The figures of one group of responses; all scores are 0 to 100. */
export interface ScoreFigures extends Readonly<Record<Measure, MeanInterval | null>> {
  readonly phase: string | null;
  readonly milestone: string | null;
  /** The Monday of the week, `YYYY-MM-DD`. */
  readonly weekStart: string | null;
  /** The number of responses without the excluded ones. */
  readonly responses: number;
  readonly learners: number;
  readonly excluded: { readonly blank: number; readonly distorted: number };
  /** How many responses have each value. */
  readonly engagementStates: Readonly<Record<string, number>>;
  readonly pronunciations: Readonly<Record<string, number>>;
  readonly emotions: Readonly<Record<string, number>>;
  /** Mean chance, 0 to 1, that the recognised emotion is right; null where it is not known. */
  readonly emotionConfidence: number | null;
}

/** Over many learners, each learner counts once; for one learner, each response counts once. */
export const unitOf = ({ learnerId }: ScoreScope): 'learner' | 'response' =>
  learnerId === null ? 'learner' : 'response';

const SCORE_FIGURES = readStatement(import.meta.dirname, 'score-figures');

/**
 * The figures of each group within a scope, in the order of phases or weeks. Groups by phase leave out responses
 * without one.
 */
export async function scoreFigures(
  eventLog: EventLog,
  scope: ScoreScope,
  division: Division,
): Promise<ScoreFigures[]> {
  const { from, params } = scoredInLog(eventLog, scope);
  const parts = Object.entries(DIVISIONS[division]);
  const names = parts.map(([name]) => name);
  const rows = await eventLog.rows<FiguresRow>(
    sqlOf(SCORE_FIGURES, eventLog, {
      scored: from,
      division: parts.map(([name, sql]) => `${sql} as ${name}, `).join(''),
      unit: unitOf(scope) === 'learner' ? 'user_id' : 'response_id',
      'emotion share': String(EMOTION_SHARE),
      'accuracy share': String(ACCURACY_SHARE),
      'counts of values': COUNTED.map((column) => `${countsOf(column)} as ${column}s`).join(', '),
      'only in phases': names.includes('phase') ? 'where phase is not null' : '',
      names: names.map((name) => `${name}, `).join(''),
      means: MEASURES.map(meanSql).join(', '),
      'sums of counts': COUNTED.map((column) => `sumMap(${column}s) as ${column}_counts`).join(', '),
      'by name': names.length === 0 ? '' : `group by ${names.join(', ')}`,
      'and by name': names.map((name) => `, ${name}`).join(''),
    }),
    params,
  );
  return rows.filter(({ learners }) => learners > 0).map(figuresOf);
}

const COUNTED = ['engagement_state', 'pronunciation', 'dominant_emotion'] as const;

const meanSql = (name: Measure) =>
  `toUInt32(count(${name})) as ${name}_n, avg(${name}) as ${name}_mean, stddevSamp(${name}) as ${name}_deviation`;

const countsOf = (column: string) =>
  `sumMapIf([assumeNotNull(${column})], [toUInt32(1)], not is_excluded and ${column} is not null)`;

type Counts = readonly [readonly string[], readonly (number | string)[]];

interface FiguresRow
  extends Readonly<Record<`${Measure}_n`, number>>,
    Readonly<Record<`${Measure}_mean` | `${Measure}_deviation`, number | null>>,
    Readonly<Record<`${(typeof COUNTED)[number]}_counts`, Counts>> {
  readonly phase?: string;
  readonly milestone?: string | null;
  readonly weekStart?: string;
  readonly responses: number;
  readonly learners: number;
  readonly blank: number;
  readonly distorted: number;
  readonly emotion_confidence: number | null;
}

const figuresOf = (row: FiguresRow): ScoreFigures => ({
  phase: row.phase ?? null,
  milestone: row.milestone ?? null,
  weekStart: row.weekStart ?? null,
  responses: row.responses,
  learners: row.learners,
  excluded: { blank: row.blank, distorted: row.distorted },
  accuracy: measureOf(row, 'accuracy'),
  engagement: measureOf(row, 'engagement'),
  emotion: measureOf(row, 'emotion'),
  composite: measureOf(row, 'composite'),
  engagementStates: countsIn(row.engagement_state_counts),
  pronunciations: countsIn(row.pronunciation_counts),
  emotions: countsIn(row.dominant_emotion_counts),
  emotionConfidence: row.emotion_confidence,
});

function measureOf(row: FiguresRow, name: Measure): MeanInterval | null {
  const mean = row[`${name}_mean`];
  if (mean === null || row[`${name}_n`] === 0) return null;
  return meanInterval(mean, row[`${name}_deviation`] ?? 0, row[`${name}_n`], { min: 0, max: 100 });
}

const countsIn = ([names, counts]: Counts): Record<string, number> =>
  Object.fromEntries(names.map((name, index) => [name, Number(counts[index])]));

/** How many responses a scope has, and how many of these are blank, distorted, unanalysed and so on. */
export interface ResponseCounts {
  readonly responses: number;
  readonly learners: number;
  readonly sessions: number;
  /** Blank recordings, which are left out of every mean. */
  readonly blank: number;
  readonly distorted: number;
  /** Responses without an analysed recording; only their accuracy counts. */
  readonly unanalysed: number;
  readonly withoutPhase: number;
  /** Responses with an emotion, which is recorded only with consent. */
  readonly withEmotion: number;
}

const RESPONSE_COUNTS = readStatement(import.meta.dirname, 'response-counts');

export async function responseCounts(eventLog: EventLog, scope: ScoreScope): Promise<ResponseCounts> {
  const { from, params } = scoredInLog(eventLog, scope);
  const [row] = await eventLog.rows<ResponseCounts>(
    sqlOf(RESPONSE_COUNTS, eventLog, { scored: from }),
    params,
  );
  return row as ResponseCounts;
}
