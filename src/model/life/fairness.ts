import { enrolmentKey } from '../../domain/enrolment.ts';
import { type Estimate, endedBadly, estimates, FIRST_ALERT_DAY, type ScoredRow } from '../metrics.ts';
import type { GateVerdict } from './promotion.ts';

/** What the audit tells groups of learners apart by. No indicator reads any of it. */
export const ATTRIBUTES = ['gender', 'ageBand', 'disability', 'deprivationBand'] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

/** Who an enrolment belongs to, as far as it is known. */
export type Demographics = Readonly<Record<Attribute, string | null>>;

/** How a model treats one group of learners, and how far that is from all others. */
export interface GroupFairness {
  readonly attribute: Attribute;
  readonly group: string;
  readonly enrolments: number;
  /** Share of those who stayed and passed that was alerted all the same. */
  readonly falseAlarmRate: Estimate;
  /** Share of those who left or failed that was never alerted. */
  readonly missRate: Estimate;
  /** Mean probability minus share with the target, over the weekly rows: above 0 where the model is too dark. */
  readonly calibrationGap: Estimate;
  /** Each of the three minus that of all others whose attribute is known. */
  readonly gaps: { readonly falseAlarm: Estimate; readonly miss: Estimate; readonly calibration: Estimate };
}

/** The greatest gaps that may be, each a share of 1. */
export interface FairnessLimits {
  readonly falseAlarm: number;
  readonly miss: number;
  readonly calibration: number;
  /** Groups with fewer enrolments are shown and not judged. */
  readonly minimumEnrolments: number;
}

const FIGURES = [
  'falseAlarmRate',
  'missRate',
  'calibrationGap',
  'falseAlarm',
  'miss',
  'calibration',
] as const;

/**
 * False alarms, misses and calibration by group (equalised odds: Hardt, Price and Srebro 2016, "Equality of opportunity in
 * supervised learning", NeurIPS; calibration within groups: Kleinberg, Mullainathan and Raghavan 2017, "Inherent
 * trade-offs in the fair determination of risk scores", ITCS, who show that all three are equal only where the groups'
 * shares of the target are). Intervals draw learners anew.
 *
 * @param rows weekly scans of presentations the model has not learnt from
 * @param demographics by enrolment key
 */
export function auditFairness(
  rows: readonly ScoredRow[],
  demographics: ReadonlyMap<string, Demographics>,
  options: { readonly alertThreshold: number; readonly seed: number; readonly resamples?: number },
): GroupFairness[] {
  const cases = casesOf(rows, options.alertThreshold);
  return ATTRIBUTES.flatMap((attribute) => {
    const groupOf = cases.map(({ key }) => demographics.get(key)?.[attribute] ?? null);
    const groups = [...new Set(groupOf)].filter((group) => group !== null).sort();
    if (groups.length < 2) return [];
    const names = groups.flatMap((_, nth) => FIGURES.map((figure) => `${figure} ${nth}` as const));
    const found = estimates(
      names,
      cases.map(({ learnerId }) => learnerId),
      options,
      (timesDrawn) => figuresByGroup(cases, groupOf, groups, timesDrawn),
    );
    return groups.map((group, nth) => ({
      attribute,
      group,
      enrolments: groupOf.filter((one) => one === group).length,
      falseAlarmRate: found[`falseAlarmRate ${nth}`],
      missRate: found[`missRate ${nth}`],
      calibrationGap: found[`calibrationGap ${nth}`],
      gaps: {
        falseAlarm: found[`falseAlarm ${nth}`],
        miss: found[`miss ${nth}`],
        calibration: found[`calibration ${nth}`],
      },
    }));
  });
}

/**
 * The gate of the audit: no gap may be beyond its limit with its whole interval, so that chance alone blocks nothing.
 *
 * @param groups of the candidate; empty where no attribute is known, which passes and says so
 */
export function fairnessGate(groups: readonly GroupFairness[], limits: FairnessLimits): GateVerdict {
  const judged = groups.filter(({ enrolments }) => enrolments >= limits.minimumEnrolments);
  if (judged.length === 0)
    return { gate: 'fairness', passed: true, finding: 'No group is large enough to be audited.' };
  const beyond = judged.flatMap((group) =>
    (['falseAlarm', 'miss', 'calibration'] as const)
      .filter((gap) => isBeyond(group.gaps[gap], limits[gap]))
      .map(
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
  readonly endedBadly: boolean;
  readonly rows: number;
  /** Sum of probability minus label. */
  readonly excess: number;
}

const casesOf = (rows: readonly ScoredRow[], alertThreshold: number): Case[] =>
  [
    ...Map.groupBy(
      rows.filter(({ day }) => day >= FIRST_ALERT_DAY),
      enrolmentKey,
    ),
  ].map(([key, own]) => ({
    key,
    learnerId: own[0].learnerId,
    alerted: own.some(({ probability }) => probability >= alertThreshold),
    endedBadly: endedBadly(own[0].outcome),
    rows: own.length,
    excess: own.reduce((sum, { probability, label }) => sum + probability - label, 0),
  }));

/** Counts that can be added and taken away, so that all others are the whole minus the group. */
const NOTHING = { good: 0, falseAlarms: 0, bad: 0, misses: 0, rows: 0, excess: 0 };
type Counts = typeof NOTHING;

function figuresByGroup(
  cases: readonly Case[],
  groupOf: readonly (string | null)[],
  groups: readonly string[],
  timesDrawn?: Uint32Array,
): (number | null)[] {
  const whole = { ...NOTHING };
  const counts = new Map(groups.map((group) => [group, { ...NOTHING }]));
  for (const [place, one] of cases.entries()) {
    const own = counts.get(groupOf[place] ?? '');
    const times = timesDrawn?.[place] ?? 1;
    if (own === undefined || times === 0) continue;
    for (const into of [own, whole]) {
      into.good += one.endedBadly ? 0 : times;
      into.falseAlarms += one.alerted && !one.endedBadly ? times : 0;
      into.bad += one.endedBadly ? times : 0;
      into.misses += one.endedBadly && !one.alerted ? times : 0;
      into.rows += times * one.rows;
      into.excess += times * one.excess;
    }
  }
  return [...counts.values()].flatMap((own) => {
    const rates = ratesOf(own);
    const others = ratesOf(minus(whole, own));
    return [...rates, ...rates.map((rate, nth) => difference(rate, others[nth]))];
  });
}

const ratesOf = ({ good, falseAlarms, bad, misses, rows, excess }: Counts): (number | null)[] => [
  good === 0 ? null : falseAlarms / good,
  bad === 0 ? null : misses / bad,
  rows === 0 ? null : excess / rows,
];

const minus = (whole: Counts, part: Counts): Counts => ({
  good: whole.good - part.good,
  falseAlarms: whole.falseAlarms - part.falseAlarms,
  bad: whole.bad - part.bad,
  misses: whole.misses - part.misses,
  rows: whole.rows - part.rows,
  excess: whole.excess - part.excess,
});

const difference = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a - b;
