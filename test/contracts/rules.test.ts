import { RULES } from '../../src/decide/rules.ts';
import { COMMON_EXAMPLE, type RuleSettings } from '../../src/decide/settings.ts';
import type { Standing } from '../../src/decide/standing.ts';
import { arbitraryStanding } from './arbitrary-standing.ts';
import { ALL_UNKNOWN, riskOf, shippedSettings, standingWith } from './example-standing.ts';
import { testRules } from './rule-contract.ts';

const { rules } = shippedSettings;
const { never_started, inactivity, coming_deadline, missed_assessment, falling_activity } = rules;

const absentOn = (day: number) => standingWith({ day, indicators: { active_days_since_start: 0 } });
const inactiveFor = (days: number, day = 30) =>
  standingWith({ day, indicators: { days_since_last_activity: days } });

/** For each rule a standing for which it fires exactly at its threshold, with the settings as shipped. */
const FIRES: Record<keyof RuleSettings, Standing> = {
  risk: standingWith({ risk: riskOf(0.7, rules.risk.fromBand) }),
  // The quiz is due on day 40.
  coming_deadline: inactiveFor(coming_deadline.inactiveDays, 40 - coming_deadline.withinDays),
  // The first assessment is due on day 19.
  missed_assessment: standingWith({ day: 19 + missed_assessment.withinDays, submittedAssessmentIds: [] }),
  never_started: absentOn(never_started.afterDays),
  inactivity: inactiveFor(inactivity.afterDays),
  falling_activity: standingWith({
    indicators: { clicks_last_14d: 0, clicks_prior_14d: falling_activity.minimumClicksBefore },
  }),
};

/** The same standings one step before the threshold, or one step after it. */
const SILENT: Record<keyof RuleSettings, Standing> = {
  risk: standingWith({ risk: riskOf(0.69, 'low') }),
  coming_deadline: inactiveFor(coming_deadline.inactiveDays - 1, 40 - coming_deadline.withinDays),
  missed_assessment: standingWith({ day: 20 + missed_assessment.withinDays, submittedAssessmentIds: [] }),
  never_started: absentOn(never_started.afterDays - 1),
  inactivity: inactiveFor(inactivity.afterDays - 1),
  falling_activity: standingWith({
    indicators: { clicks_last_14d: 0, clicks_prior_14d: falling_activity.minimumClicksBefore - 1 },
  }),
};

testRules({
  folder: 'src/decide/rules',
  rules: RULES,
  settings: rules,
  well: standingWith(),
  unknown: {
    ...standingWith({ risk: null, presentation: { ...standingWith().presentation, assessments: [] } }),
    indicators: ALL_UNKNOWN,
  },
  fires: FIRES,
  silent: SILENT,
  arbitrary: arbitraryStanding,
  // A rule that does not fire has no texts.
  said: (name, _, facts, fired) =>
    fired
      ? [rules[name].title, rules[name].body, rules[name].action].map((text) =>
          text({ ...COMMON_EXAMPLE, ...facts }),
        )
      : [],
  unreadable: /undefined|null|NaN|\{|\}| {2}|\b1 days\b|\b(?!1\b)\d+ day\b|-\d/,
});
