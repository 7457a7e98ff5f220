import { z } from 'zod';
import { logit, sigmoid } from '../stats/sigmoid.ts';
import type { FeatureMatrix } from './matrix.ts';

/** When a lower probability is enough for an alert: while work is due within so many days, by so much in log-odds. */
export const alertEaseSchema = z
  .array(z.strictObject({ withinDays: z.number().positive(), logOdds: z.number().positive() }))
  .min(1);
export type AlertEase = z.infer<typeof alertEaseSchema>;

/**
 * The probability that counts for alerts, 0 to 1: raised while a deadline is near, by every entry of `ease` whose days the
 * deadline is within (docs/decisions/0016-alerts-ahead-of-deadlines.md).
 *
 * @param daysToNextDeadline NaN where no deadline is left
 */
export const alertLevel = (probability: number, daysToNextDeadline: number, ease: AlertEase): number =>
  sigmoid(
    ease.reduce(
      (sum, { withinDays, logOdds }) => (daysToNextDeadline <= withinDays ? sum + logOdds : sum),
      logit(probability),
    ),
  );

/** The days to the next deadline of each row, in its order. */
export function deadlinesOf({ columns, rows, values }: FeatureMatrix): Float64Array {
  const place = columns.indexOf('days_to_next_deadline');
  return Float64Array.from({ length: rows }, (_, row) => values[row * columns.length + place]);
}
