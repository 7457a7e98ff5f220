import { z } from 'zod';
import { InputError } from '../../errors.ts';
import type { Estimator, FittedEstimator } from './estimator.ts';

const NAME = 'blend';

const fittedSchema = z.strictObject({
  members: z
    .array(z.strictObject({ estimator: z.string(), weight: z.number().positive(), json: z.unknown() }))
    .min(1),
});

interface Member {
  readonly fitted: FittedEstimator;
  /** Its share of the margin; all sum to 1. */
  readonly weight: number;
}

/**
 * Combines several estimators: the margin is the weighted mean of their margins, and so is each column's part. Estimators
 * that err in different ways err less together (Bates and Granger 1969, "The combination of forecasts").
 *
 * @param known the estimators that may be members, by name
 */
export function blendOf<Known extends Readonly<Record<string, unknown>>>(
  known: Known,
): Estimator<BlendParams> {
  const named = (name: string): Estimator<unknown> => {
    if (!Object.hasOwn(known, name))
      throw new InputError(
        `A ${NAME} cannot have the member ${name}; there are ${Object.keys(known).join(', ')}.`,
      );
    return known[name] as Estimator<unknown>;
  };
  return {
    name: NAME,
    paramsSchema,
    fit(matrix, labels, { params = paramsSchema.parse({}), ...options }) {
      const total = params.members.reduce((sum, { weight }) => sum + weight, 0);
      return fittedEstimator(
        params.members.map(({ estimator, weight, params: own }, nth) => ({
          weight: weight / total,
          fitted: named(estimator).fit(matrix, labels, {
            ...options,
            seed: options.seed + nth,
            params: named(estimator).paramsSchema.parse(own),
          }),
        })),
      );
    },
    fromJson(json) {
      const parsed = fittedSchema.safeParse(json);
      if (!parsed.success) throw new InputError(`Damaged ${NAME}:\n${z.prettifyError(parsed.error)}`);
      const members = parsed.data.members.map((one) => ({
        weight: one.weight,
        fitted: named(one.estimator).fromJson(one.json),
      }));
      const [first, ...others] = members.map(({ fitted }) => JSON.stringify(fitted.columns));
      if (others.some((columns) => columns !== first))
        throw new InputError(`Damaged ${NAME}: its members read different columns.`);
      return fittedEstimator(members);
    },
  };
}

const paramsSchema = z.strictObject({
  members: z
    .array(
      z.strictObject({
        estimator: z.string(),
        weight: z.number().positive().default(1),
        params: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .min(1)
    .default([
      { estimator: 'logistic_regression', weight: 1, params: {} },
      { estimator: 'gradient_boosting', weight: 2, params: {} },
    ]),
});
export type BlendParams = z.infer<typeof paramsSchema>;

function fittedEstimator(members: readonly Member[]): FittedEstimator {
  const { columns } = members[0].fitted;
  const parts = new Float64Array(columns.length);
  return {
    estimator: NAME,
    columns,
    margin: (row) => members.reduce((sum, { fitted, weight }) => sum + weight * fitted.margin(row), 0),
    contributions(row, out) {
      out.fill(0);
      let base = 0;
      for (const { fitted, weight } of members) {
        base += weight * fitted.contributions(row, parts);
        for (let column = 0; column < parts.length; column += 1) out[column] += weight * parts[column];
      }
      return base;
    },
    toJson: () => ({
      members: members.map(({ fitted, weight }) => ({
        estimator: fitted.estimator,
        weight,
        json: fitted.toJson(),
      })),
    }),
  };
}
