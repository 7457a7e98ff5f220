import { createHash } from 'node:crypto';
import type { Enrolment } from '../../domain/enrolment.ts';
import { enrolmentKey } from '../../domain/enrolment.ts';
import { dateOf, daysBetween, type Moment, moment } from '../../domain/moment.ts';
import { dayAt, endOf, momentOfDay, type Presentation } from '../../domain/presentation.ts';
import { COLUMNS } from '../../features/indicators.ts';
import { indicatorsAt } from '../../features/indicators-at.ts';
import type { EventLog } from '../../store/event-log.ts';
import { type FeatureMatrix, featureMatrix } from '../matrix.ts';
import { type Ending, endingsOf } from '../targets/dropout.ts';
import type { EnrolmentTarget, LaterOutcome } from '../targets/enrolment-target.ts';
import type { History } from '../training-history.ts';

/** What became of an enrolment that was scanned on a day. */
export interface RowOutcome extends Enrolment, LaterOutcome {
  readonly day: number;
  /** The length of the presentation. */
  readonly lengthDays: number;
}

/** Rows with a known outcome: what was known about an enrolment on a day, and how it ended. */
export interface LabelledRows {
  readonly matrix: FeatureMatrix;
  readonly labels: Uint8Array;
  readonly rowOutcomes: readonly RowOutcome[];
  readonly history: History;
}

/**
 * Labelled rows of whole presentations: every enrolment still registered, on each of the days to the end. Enrolments
 * without a known outcome are left out, and so are presentations without any row.
 *
 * @param daysOf the days to scan of a presentation with this length
 * @returns null where there is no row at all
 */
export async function labelledRows(
  eventLog: EventLog,
  target: EnrolmentTarget,
  presentations: readonly Presentation[],
  daysOf: (lengthDays: number) => readonly number[],
): Promise<LabelledRows | null> {
  const endings = await endingsOf(
    eventLog,
    presentations.map((presentation) => presentation.id),
  );
  const parts: Float64Array[] = [];
  const labels: number[] = [];
  const rowOutcomes: RowOutcome[] = [];
  const moments: Moment[] = [];
  const found: Presentation[] = [];
  for (const presentation of presentations) {
    const table = await indicatorsAt(eventLog, [
      {
        presentation,
        moments: daysOf(presentation.lengthDays).map((day) => momentOfDay(presentation, day)),
      },
    ]);
    const kept: number[] = [];
    for (let row = 0; row < table.rows; row += 1) {
      const enrolment = { presentationId: presentation.id, learnerId: table.learnerIds[row] };
      const ending = endings.get(enrolmentKey(enrolment));
      if (ending === undefined) continue;
      const at = table.moments[row];
      kept.push(row);
      moments.push(at);
      const later = outcomeAfter(at, ending);
      labels.push(target.label(later));
      rowOutcomes.push({
        ...enrolment,
        day: dayAt(presentation, at),
        lengthDays: presentation.lengthDays,
        ...later,
      });
    }
    parts.push(valuesOf(table.values, kept));
    if (kept.length > 0) found.push(presentation);
  }
  if (rowOutcomes.length === 0) return null;
  const values = joined(parts);
  return {
    matrix: featureMatrix(COLUMNS, values),
    labels: Uint8Array.from(labels),
    rowOutcomes,
    history: {
      parts: found.map(({ id }) => id),
      rows: rowOutcomes.length,
      groups: new Set(rowOutcomes.map(enrolmentKey)).size,
      from: dateOf(moments.reduce((a, b) => moment(Math.min(a, b)))),
      to: dateOf(moments.reduce((a, b) => moment(Math.max(a, b)))),
      knownOn: dateOf(moment(Math.max(...found.map(endOf)))),
      fingerprint: fingerprintOf(values, labels),
    },
  };
}

const outcomeAfter = (at: Moment, { outcome, withdrewAt }: Ending): LaterOutcome => ({
  outcome,
  leadDays: outcome === 'withdrew' && withdrewAt !== null ? daysBetween(at, withdrewAt) : null,
});

function valuesOf(all: Float64Array, rows: readonly number[]): Float64Array {
  const width = COLUMNS.length;
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, index) => {
    values.set(all.subarray(row * width, (row + 1) * width), index * width);
  });
  return values;
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const values = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let position = 0;
  for (const part of parts) {
    values.set(part, position);
    position += part.length;
  }
  return values;
}

/** A hash over all values and labels, so that a model file shows whether it was trained on the same rows. */
const fingerprintOf = (values: Float64Array, labels: readonly number[]): string =>
  createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .update(Uint8Array.from(labels))
    .digest('hex')
    .slice(0, 16);
