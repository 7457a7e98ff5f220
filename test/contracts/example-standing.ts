import file from '../../config/rekindle.config.json' with { type: 'json' };
import { propose } from '../../src/decide/propose.ts';
import type { Rule } from '../../src/decide/rule.ts';
import {
  type DecideSettings,
  guardsSchema,
  type RuleSettings,
  rulesSchema,
} from '../../src/decide/settings.ts';
import type { Standing } from '../../src/decide/standing.ts';
import { learnerId } from '../../src/domain/learner.ts';
import { addDays, type CalendarDate, moment } from '../../src/domain/moment.ts';
import { courseId, type Presentation, presentationId } from '../../src/domain/presentation.ts';
import type { Band, Risk } from '../../src/domain/risk.ts';
import type { Facts } from '../../src/settings/text.ts';

/** The settings as shipped. */
export const shippedSettings: DecideSettings = {
  rules: rulesSchema.parse(file.rules),
  guards: guardsSchema.parse(file.guards),
};

/** The facts that a rule finds; null where the rule does not fire. */
export const foundBy = <Proposing extends Rule<Standing, keyof RuleSettings>>(
  rule: Proposing,
  standing: Standing,
  rules: RuleSettings,
): Facts | null => propose([rule], standing, rules)[0]?.facts ?? null;

/** The rules as shipped, one of them with different thresholds. */
export const rulesWith = <Name extends keyof RuleSettings>(
  name: Name,
  thresholds: Partial<RuleSettings[Name]>,
): RuleSettings => ({ ...shippedSettings.rules, [name]: { ...shippedSettings.rules[name], ...thresholds } });

const presentation: Presentation = {
  id: presentationId('BBB-2014B'),
  courseId: courseId('BBB'),
  startsOn: '2014-02-01' as CalendarDate,
  lengthDays: 240,
  assessments: [
    { id: 'first', kind: 'tutor_marked', dueDay: 19, weightPercent: 20 },
    { id: 'quiz', kind: 'computer_marked', dueDay: 40, weightPercent: 0 },
    { id: 'second', kind: 'tutor_marked', dueDay: 54, weightPercent: 80 },
    { id: 'undated', kind: 'tutor_marked', dueDay: null, weightPercent: 0 },
    { id: 'exam', kind: 'exam', dueDay: 230, weightPercent: 100 },
  ],
};

/** Nothing is known about the learner's activity. */
export const ALL_UNKNOWN: Standing['indicators'] = {
  days_since_last_activity: null,
  active_days_total: null,
  active_days_since_start: null,
  clicks_last_14d: null,
  clicks_prior_14d: null,
  days_since_registration: null,
  course_day: null,
  assessments_due: null,
  assessments_missed: null,
};

/** A learner who does well on day 30, for whom no rule fires, with the given changes. */
export function standingWith(
  changes: Partial<Omit<Standing, 'indicators'>> & { readonly indicators?: Standing['indicators'] } = {},
): Standing {
  const day = changes.day ?? 30;
  return {
    enrolment: { presentationId: presentation.id, learnerId: learnerId('11391') },
    // 09:00 UTC of that day.
    asOf: addDays(moment(Date.parse('2014-02-01T09:00:00Z')), day),
    day,
    presentation,
    risk: riskOf(0.1, 'low'),
    submittedAssessmentIds: ['first'],
    ...changes,
    indicators: {
      days_since_last_activity: 0,
      active_days_total: 25,
      active_days_since_start: 22,
      clicks_last_14d: 300,
      clicks_prior_14d: 280,
      days_since_registration: day + 40,
      course_day: day,
      assessments_due: 1,
      assessments_missed: 0,
      ...changes.indicators,
    },
  };
}

export const riskOf = (probability: number, band: Band): Risk => ({
  presentationId: presentation.id,
  learnerId: learnerId('11391'),
  asOf: moment(Date.parse('2014-03-03T09:00:00Z')),
  probability,
  band,
  modelId: 'dropout-1',
  reasons: [
    reason('days_since_last_activity', 'Was last here 12 days ago (typical: 2 days ago).', 1.4),
    reason('assessments_missed', '1 piece of work that was due was not handed in (typical: none).', 0.7),
    reason('clicks_total', '40 clicks in the course so far (typical: 310).', 0.2),
  ],
  favours: [reason('mean_score', 'The average score is 81% (typical: 70%).', -0.9)],
});

const reason = (indicator: string, sentence: string, contribution: number) => ({
  indicator,
  sentence,
  contribution,
  value: null,
  courseMedian: 0,
  learntMedian: null,
});

/** The same value, but immutable: a function that accepts it is proven to leave its input unchanged. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
