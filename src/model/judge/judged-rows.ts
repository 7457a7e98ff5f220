import type { Moment } from '../../domain/moment.ts';
import { dateOfDay, endOf, type Presentation } from '../../domain/presentation.ts';
import { InputError } from '../../errors.ts';
import type { EventLog } from '../../store/event-log.ts';
import { alertLevel, deadlinesOf } from '../alert-ease.ts';
import { type LabelledRows, labelledRows } from '../learn/labelled-rows.ts';
import { rowOf } from '../matrix.ts';
import type { Model } from '../model-file.ts';
import { judgingDays } from '../scan-days.ts';
import { scorerOf } from '../score.ts';
import { enrolmentTargetNamed } from '../targets/enrolment-targets.ts';
import { type History, joinHistories } from '../training-history.ts';
import type { ScoredRow } from './evaluation.ts';

/** The same rows, scored by each of several models. */
export interface JudgedRows {
  readonly history: History;
  /** One list for each model, in the order of the models; the lists differ in the probabilities only. */
  readonly rows: readonly (readonly ScoredRow[])[];
}

/**
 * Scans presentations (see daysToJudge) and scores them by each model, one presentation after the other, so that memory holds
 * the indicators of only one at a time.
 *
 * @param models of one target
 * @param onPresentation sees each presentation's rows with their indicators before they are forgotten
 * @throws InputError where a model reads indicators that do not exist, or where there is no row
 */
export async function judgedRows(
  eventLog: EventLog,
  models: readonly Model[],
  presentations: readonly Presentation[],
  onPresentation: (scans: LabelledRows) => void,
): Promise<JudgedRows> {
  const target = enrolmentTargetNamed(models[0].target);
  const rows = models.map((): ScoredRow[] => []);
  const histories: History[] = [];
  const known = knownBy(models);
  for (const presentation of presentations) {
    const days = daysToJudge(presentation, known);
    const scans = await labelledRows(eventLog, target, [presentation], (lengthDays) =>
      // A time machine may judge by a presentation that was over before: then all its days count.
      days.length > 0 ? days : judgingDays(lengthDays),
    );
    if (scans === null) continue;
    const deadlines = deadlinesOf(scans.matrix);
    models.forEach((model, nth) => {
      const scorer = scorerOf(model, scans.matrix.columns);
      const { alertEase } = model;
      for (const [row, fate] of scans.rowOutcomes.entries()) {
        const probability = scorer.probability(rowOf(scans.matrix, row));
        rows[nth].push({
          ...fate,
          probability,
          ...(alertEase && { alertLevel: alertLevel(probability, deadlines[row], alertEase) }),
          label: scans.labels[row] as 0 | 1,
        });
      }
    });
    histories.push(scans.history);
    onPresentation(scans);
  }
  if (histories.length === 0)
    throw new InputError(
      `No enrolment of ${presentations.map(({ id }) => id).join(', ') || 'no presentation'} has a known outcome to judge by.`,
    );
  return { history: joinHistories(histories), rows };
}

/** The date by which all outcomes that the models have learnt from were known; '' where their files do not say. */
const knownBy = (models: readonly Model[]): string =>
  models
    .map(({ trainedOn: { knownOn } }) => knownOn ?? '')
    .toSorted()
    .at(-1) ?? '';

/**
 * The days of a presentation that may judge a model: those from which on it could have served, because all outcomes that it
 * has learnt from were known.
 */
export const daysToJudge = (presentation: Presentation, known: string): number[] =>
  judgingDays(presentation.lengthDays).filter((day) => dateOfDay(presentation, day) >= known);

/**
 * The presentations that may judge the models: they are over by now, no model has learnt from them, they began after those
 * that were learnt from, and some of their days can judge (see daysToJudge).
 *
 * @throws InputError where there is none
 */
export function unseenPresentations(
  models: readonly Model[],
  presentations: readonly Presentation[],
  now: Moment,
): Presentation[] {
  const learnt = new Set(models.flatMap(({ trainedOn }) => trainedOn.parts));
  const known = knownBy(models);
  const lastStarts = [
    ...models.map(({ trainedOn: { from } }) => from ?? ''),
    ...presentations.filter(({ id }) => learnt.has(id)).map(({ startsOn }) => startsOn),
  ];
  const unseen = presentations.filter(
    (one) =>
      !learnt.has(one.id) &&
      daysToJudge(one, known).length > 0 &&
      lastStarts.every((date) => date < one.startsOn) &&
      endOf(one) <= now,
  );
  if (unseen.length === 0)
    throw new InputError(
      `The data holds no presentation that is over, began after those that were learnt from (${[...learnt].join(', ')}) and went on when their outcomes were known${known === '' ? '' : `, on ${known}`}; it holds ${presentations.map(({ id }) => id).join(', ') || 'none'}.`,
    );
  return unseen;
}
