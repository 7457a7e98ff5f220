import { enrolmentKey } from '../../domain/enrolment.ts';
import { clusterDraws, groupNumbers, percentileIntervals } from '../../stats/bootstrap.ts';
import { simultaneousIntervals } from '../../stats/simultaneous-intervals.ts';
import { alertLevelOf, type Estimate, type ScoredRow } from '../judge/evaluation.ts';
import { isFromLearningDays } from '../scan-days.ts';
import type { GateVerdict } from './promotion.ts';

/** The attributes by which the audit groups learners. No indicator reads any of them. */
export const ATTRIBUTES = ['gender', 'ageBand', 'disability', 'deprivationBand'] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

/** The demographics of an enrolment's learner, as far as they are known. */
export type Demographics = Readonly<Record<Attribute, string | null>>;

/** How a model treats one group of learners, and how far that is from its treatment of all others. */
export interface GroupFairness {
  readonly attribute: Attribute;
  readonly group: string;
  readonly enrolments: number;
  /** Of the enrolments that never met the target, the share that was alerted all the same. */
  readonly falseAlarmRate: Estimate;
  /** Of the enrolments that met the target at any scan, the share that was never alerted. */
  readonly missRate: Estimate;
  /** Mean probability minus share with the target, over the weekly rows: above 0 where the model is too pessimistic. */
  readonly calibrationGap: Estimate;
  /**
   * Each of the three figures minus that of all other learners whose attribute is known. The intervals hold for all gaps of
   * the audit at once; a group that is too small to be judged has no intervals.
   */
  readonly gaps: { readonly falseAlarm: Estimate; readonly miss: Estimate; readonly calibration: Estimate };
}

/** The greatest gaps allowed, each a share of 1. */
export interface FairnessLimits {
  readonly falseAlarm: number;
  readonly miss: number;
  readonly calibration: number;
  /** Groups with fewer enrolments are shown but not judged. */
  readonly minimumEnrolments: number;
}

export interface AuditOptions {
  readonly alertThreshold: number;
  /** Groups with fewer enrolments have gaps without intervals: they are shown but not judged. */
  readonly minimumEnrolments: number;
  readonly seed: number;
  /** How often learners are resampled; 1000 by default, because the farthest of fifty gaps settles late. */
  readonly resamples?: number;
}

/**
 * False alarms, misses and calibration by group (equalised odds: Hardt, Price and Srebro 2016, "Equality of opportunity in
 * supervised learning", NeurIPS; calibration within groups: Kleinberg, Mullainathan and Raghavan 2017, "Inherent
 * trade-offs in the fair determination of risk scores", ITCS, who show that all three are equal only where the groups'
 * shares of the target are). Intervals resample learners.
 *
 * @param rows weekly scans of presentations the model has not learnt from
 * @param demographics by enrolment key
 */
export function auditFairness(
  rows: readonly ScoredRow[],
  demographics: ReadonlyMap<string, Demographics>,
  options: AuditOptions,
): GroupFairness[] {
  const cases = casesOf(rows, options.alertThreshold);
  const groups = groupsOf(cases, demographics);
  const figures = (timesDrawn?: Uint32Array) => figuresByGroup(cases, groups, timesDrawn);
  const values = figures();
  const draws = clusterDraws(groupNumbers(cases.map(({ learnerId }) => learnerId)), figures, {
    seed: options.seed,
    resamples: options.resamples ?? 1000,
  });
  const ownIntervals = percentileIntervals(draws);
  const jointIntervals = intervalsOfGaps(
    values,
    draws,
    groups.map(({ members }) => members.length >= options.minimumEnrolments),
  );
  return groups.map(({ attribute, group, members }, nth) => {
    const rate = (place: number): Estimate => {
      const figure = nth * FIGURES + place;
      return { value: values[figure], ...(ownIntervals[figure] ?? NO_INTERVAL) };
    };
    const gap = (place: number): Estimate => {
      const figure = nth * FIGURES + place;
      return { value: values[figure], ...(jointIntervals.get(figure) ?? NO_INTERVAL) };
    };
    return {
      attribute,
      group,
      enrolments: members.length,
      falseAlarmRate: rate(0),
      missRate: rate(1),
      calibrationGap: rate(2),
      gaps: { falseAlarm: gap(RATES), miss: gap(RATES + 1), calibration: gap(RATES + 2) },
    };
  });
}

/** The number of rates of each group; as many gaps follow them. */
const RATES = 3;
const FIGURES = 2 * RATES;
const NO_INTERVAL = { low: null, high: null };

/** The intervals, by place, of the gaps of the groups that are judged: one family over all attributes. */
function intervalsOfGaps(
  values: readonly (number | null)[],
  draws: readonly (readonly (number | null)[])[],
  isJudged: readonly boolean[],
) {
  const family = [...values.keys()].filter(
    (place) => place % FIGURES >= RATES && isJudged[Math.floor(place / FIGURES)],
  );
  const pick = (figures: readonly (number | null)[]) => family.map((place) => figures[place]);
  const intervals = simultaneousIntervals(pick(values), draws.map(pick));
  return new Map(family.map((place, nth) => [place, intervals[nth]]));
}

/**
 * The gate of the audit: no gap may be beyond its limit with its whole interval. The intervals hold together, so a model
 * whose gaps all lie within their limits is blocked by chance with a probability of at most 5 %, however many groups there
 * are.
 *
 * @param groups of the candidate; empty where no attribute is known: the candidate then passes, and the finding says so
 */
export function fairnessGate(
  groups: readonly GroupFairness[],
  limits: Omit<FairnessLimits, 'minimumEnrolments'>,
): GateVerdict {
  const judged = groups.filter(({ gaps }) => GAPS.some((gap) => gaps[gap].low !== null));
  if (judged.length === 0)
    return { gate: 'fairness', passed: true, finding: 'No group is large enough to be audited.' };
  const beyond = judged.flatMap((group) =>
    GAPS.filter((gap) => isBeyond(group.gaps[gap], limits[gap])).map(
      (gap) => `${GAP_NAMES[gap]} of ${group.attribute} ${group.group} ${percent(group.gaps[gap].value)}`,
    ),
  );
  return beyond.length === 0
    ? { gate: 'fairness', passed: true, finding: `No gap of ${judged.length} groups is beyond its limit.` }
    : {
        gate: 'fairness',
        passed: false,
        finding: `Gaps to all others beyond their limits: ${beyond.join('; ')}.`,
      };
}

const GAPS = ['falseAlarm', 'miss', 'calibration'] as const;
const GAP_NAMES = { falseAlarm: 'false alarms', miss: 'misses', calibration: 'calibration' } as const;

const isBeyond = ({ low, high }: Estimate, limit: number): boolean =>
  (low !== null && low > limit) || (high !== null && high < -limit);

const percent = (share: number | null): string =>
  share === null ? 'unknown' : `${share < 0 ? '-' : '+'}${Math.abs(100 * share).toFixed(1)} points`;

/** One enrolment over all its scans. */
interface Case {
  readonly key: string;
  readonly learnerId: string;
  readonly alerted: boolean;
  /** Whether the target was met at any scan. */
  readonly met: boolean;
  readonly rows: number;
  /** Sum of probability minus label. */
  readonly excess: number;
}

const casesOf = (rows: readonly ScoredRow[], alertThreshold: number): Case[] =>
  [...Map.groupBy(rows.filter(isFromLearningDays), enrolmentKey)].map(([key, own]) => ({
    key,
    learnerId: own[0].learnerId,
    alerted: own.some((row) => alertLevelOf(row) >= alertThreshold),
    met: own.some(({ label }) => label === 1),
    rows: own.length,
    excess: own.reduce((sum, { probability, label }) => sum + probability - label, 0),
  }));

/** The cases of one group, by place, and all cases whose attribute is known. */
interface Group {
  readonly attribute: Attribute;
  readonly group: string;
  readonly members: readonly number[];
  readonly known: readonly number[];
}

/** The groups of every attribute that has at least two. */
const groupsOf = (cases: readonly Case[], demographics: ReadonlyMap<string, Demographics>): Group[] =>
  ATTRIBUTES.flatMap((attribute) => {
    const groupOf = cases.map(({ key }) => demographics.get(key)?.[attribute] ?? null);
    const known = [...cases.keys()].filter((place) => groupOf[place] !== null);
    const members = Map.groupBy(known, (place) => groupOf[place] as string);
    const names = [...members.keys()].sort();
    return names.length < 2
      ? []
      : names.map((group) => ({ attribute, group, members: members.get(group) ?? [], known }));
  });

/** Counts that can be added and taken away, so that all others are the whole minus the group. */
const NOTHING = { unmet: 0, falseAlarms: 0, met: 0, misses: 0, rows: 0, excess: 0 };
type Counts = typeof NOTHING;

/** For each group its rates, then its gaps. */
function figuresByGroup(
  cases: readonly Case[],
  groups: readonly Group[],
  timesDrawn?: Uint32Array,
): (number | null)[] {
  const wholes = new Map<Attribute, Counts>();
  return groups.flatMap(({ attribute, members, known }) => {
    const whole = wholes.get(attribute) ?? countsOf(cases, known, timesDrawn);
    wholes.set(attribute, whole);
    const own = countsOf(cases, members, timesDrawn);
    const rates = ratesOf(own);
    const others = ratesOf(minus(whole, own));
    return [...rates, ...rates.map((rate, nth) => difference(rate, others[nth]))];
  });
}

function countsOf(cases: readonly Case[], places: readonly number[], timesDrawn?: Uint32Array): Counts {
  const counts = { ...NOTHING };
  for (const place of places) {
    const one = cases[place];
    const times = timesDrawn?.[place] ?? 1;
    if (one.met) {
      counts.met += times;
      if (!one.alerted) counts.misses += times;
    } else {
      counts.unmet += times;
      if (one.alerted) counts.falseAlarms += times;
    }
    counts.rows += times * one.rows;
    counts.excess += times * one.excess;
  }
  return counts;
}

const ratesOf = ({ unmet, falseAlarms, met, misses, rows, excess }: Counts): (number | null)[] => [
  unmet === 0 ? null : falseAlarms / unmet,
  met === 0 ? null : misses / met,
  rows === 0 ? null : excess / rows,
];

const minus = (whole: Counts, part: Counts): Counts => ({
  unmet: whole.unmet - part.unmet,
  falseAlarms: whole.falseAlarms - part.falseAlarms,
  met: whole.met - part.met,
  misses: whole.misses - part.misses,
  rows: whole.rows - part.rows,
  excess: whole.excess - part.excess,
});

const difference = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a - b;
