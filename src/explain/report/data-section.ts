import { endOf, momentOfDay } from '../../domain/presentation.ts';
import type { History } from '../../model/training-history.ts';
import { type DataWindow, dataWindowChart } from './alert-charts.ts';
import { type Block, figure, list, type Section, table, text } from './card.ts';
import { wholeText } from './figures.ts';
import type { Findings } from './findings.ts';

/** The history that the model learnt from, the history that judges it, and how the model was made. */
export function dataSection(findings: Findings): Section {
  const { model, judgedOn } = findings;
  return {
    heading: 'Data window',
    blocks: [
      historyTable(model.trainedOn, judgedOn, 'enrolments'),
      text('A row is an enrolment at a moment, with what was known before it and nothing later.'),
      figure(
        'data-window',
        'The presentations over time. A model is judged on presentations that began when those it learnt from were over.',
        dataWindowChart(windowsOf(findings)),
      ),
      list([
        `Model ${model.id}, made on ${model.createdAt.slice(0, 10)}: ${model.estimator.estimator} over ${model.indicators.length} columns, ${model.calibration.kind} calibration.`,
        'Columns are indicators of activity, assessments and registration, and their percentiles within the course at the same moment. Gender, age, region, disability, deprivation and earlier education are stored apart and never read.',
      ]),
    ],
  };
}

/** @param groups the word for groups of rows, for example enrolments */
export const historyTable = (trainedOn: History, judgedOn: History, groups: string): Block =>
  table(
    ['', 'parts', 'rows', groups, 'first day', 'last day'],
    [historyRow('learnt from', trainedOn), historyRow('judged on', judgedOn)],
  );

const historyRow = (use: string, history: History): string[] => [
  use,
  history.parts.join(', '),
  wholeText(history.rows),
  wholeText(history.groups),
  history.from ?? '-',
  history.to ?? '-',
];

/** The presentations whose dates are known, in the order of time. */
const windowsOf = ({ model, judgedOn, presentations }: Findings): DataWindow[] =>
  presentations.flatMap((one) => {
    const use = model.trainedOn.parts.includes(one.id)
      ? 'learnt'
      : judgedOn.parts.includes(one.id)
        ? 'judged'
        : null;
    return use === null ? [] : [{ name: one.id, use, fromMs: momentOfDay(one, 0), toMs: endOf(one) }];
  });
