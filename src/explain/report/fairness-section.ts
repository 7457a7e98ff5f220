import type { Attribute, GroupFairness } from '../../model/registry/fairness.ts';
import { DROPOUT } from '../../model/targets/dropout.ts';
import { figure, type Section, table, text } from './card.ts';
import { fairnessChart } from './fairness-chart.ts';
import { estimateText, wholeText } from './figures.ts';
import type { Findings } from './findings.ts';

const ATTRIBUTE_NAMES: Readonly<Record<Attribute, string>> = {
  gender: 'gender',
  ageBand: 'age',
  disability: 'disability',
  deprivationBand: 'deprivation',
};

/** How equally the model treats groups of learners. The attributes are used for this audit only. */
export const fairnessSection = ({ fairness, model }: Findings): Section => ({
  heading: 'Fairness',
  blocks:
    fairness.length === 0
      ? [
          text(
            'Not measured: the data names no groups of learners. A model is not fair just because it reads no demographic columns, since activity may stand in for circumstances.',
          ),
        ]
      : [
          text(
            `Each enrolment counts once, with the alert threshold above. ${ratesText(model.target)} The attributes are read for this audit only.`,
          ),
          table(
            ['group', 'enrolments', 'false alarms', 'misses', 'calibration gap'],
            fairness.map((group) => [
              groupName(group),
              wholeText(group.enrolments),
              estimateText(group.falseAlarmRate),
              estimateText(group.missRate),
              estimateText(group.calibrationGap),
            ]),
          ),
          figure(
            'fairness',
            'False alarms, misses and calibration gap by group, with 95 % intervals.',
            fairnessChart(fairness, groupName),
          ),
        ],
});

/** What the three figures are shares of: a dropout in plain words, of any other target the enrolments that met it. */
const ratesText = (target: string): string =>
  target === DROPOUT
    ? 'False alarms: share of those who did not leave or fail that was alerted. Misses: share of those who did that was never alerted. Calibration gap: mean risk minus the share with the target, over weekly rows; above 0 the model overestimates the risk. Where groups leave and fail at different rates, not all three can be equal at once.'
    : 'False alarms: share of the enrolments that never met the target that was alerted. Misses: share of those that met it at any scan that was never alerted. Calibration gap: mean risk minus the share with the target, over weekly rows; above 0 the model overestimates the risk. Where groups meet the target at different rates, not all three can be equal at once.';

const groupName = ({ attribute, group }: GroupFairness): string => `${ATTRIBUTE_NAMES[attribute]} ${group}`;
