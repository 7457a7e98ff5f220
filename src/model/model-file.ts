import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type CalendarDate, type Moment, startOfDate } from '../domain/moment.ts';
import { InputError } from '../errors.ts';
import { alertEaseSchema } from './alert-ease.ts';
import { calibrationSchema } from './calibration.ts';
import type { FittedEstimator } from './estimators/estimator.ts';
import { estimatorNamed } from './estimators/estimators.ts';
import { type EnrolmentEvaluation, enrolmentEvaluationSchema } from './judge/evaluation.ts';
import { intervalCoverageSchema } from './judge/interval-coverage.ts';
import { rowEvaluationSchema } from './judge/row-evaluation.ts';
import { referenceSchema } from './registry/reference.ts';
import { riskIntervalSchema } from './risk-interval.ts';
import { historySchema } from './training-history.ts';

const FORMAT = 'rekindle-model';

/** Raised whenever older and newer releases can no longer read each other's files. */
const VERSION = 2;

const probability = z.number().min(0).max(1);

/** How a model was judged: by enrolments that are scanned again and again, or by independent rows. */
const evaluationSchema = z.discriminatedUnion('kind', [enrolmentEvaluationSchema, rowEvaluationSchema]);

const contentSchema = z.strictObject({
  /** What is predicted, for example `dropout`. */
  target: z.string().min(1),
  /** When it was trained. */
  createdAt: z.iso.datetime(),
  /** Names of the indicators, in the order of a row. */
  indicators: z.array(z.string()).min(1),
  estimator: z.strictObject({ name: z.string(), json: z.unknown() }),
  calibration: calibrationSchema,
  /** How far a calibrated probability may be off; files of earlier releases have none. */
  interval: riskIntervalSchema.optional(),
  /** Probability from which an enrolment raises an alert; for independent rows, from which the answer is yes. */
  alertThreshold: probability,
  /** When less than the threshold is enough for an alert; never where absent. */
  alertEase: alertEaseSchema.optional(),
  /** The earliest day of a course that it has learnt from; day 14 for files of earlier releases. */
  firstDay: z.int().min(0).optional(),
  trainedOn: historySchema,
  metrics: z.strictObject({
    evaluatedOn: historySchema,
    evaluation: evaluationSchema,
    /** The same for learners that the judged model had not learnt from. */
    newLearners: enrolmentEvaluationSchema.optional(),
    /** The model that was judged, where it is not this one: it had learnt from what was over when the judges began. */
    judgedModel: z.strictObject({ id: z.string(), trainedOn: historySchema }).optional(),
    /** Measured on rows that took no part in learning the interval. */
    intervalCoverage: intervalCoverageSchema.optional(),
  }),
  /** A description of the rows that it has learnt from; drift is measured against it. */
  reference: referenceSchema.optional(),
});
type Content = z.infer<typeof contentSchema>;

const fileSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  id: z.string(),
  ...contentSchema.shape,
});

/** A trained model, ready to score: a target, the indicators it reads, and how they become a probability. */
export interface Model extends Omit<Content, 'estimator'> {
  /** Hash of all but `createdAt`: the same training on the same data gives the same id. */
  readonly id: string;
  readonly estimator: FittedEstimator;
}

/** Puts a model together from its parts; its id is their hash. */
export const createModel = (parts: Omit<Model, 'id'>): Model => ({ ...parts, id: idOf(contentOf(parts)) });

/**
 * How a model of enrolments was judged.
 *
 * @throws InputError where it was judged by independent rows
 */
export function judgedByEnrolments({ id, target, metrics: { evaluation } }: Model): EnrolmentEvaluation {
  if (evaluation.kind !== 'enrolments')
    throw new InputError(`Model ${id} of ${target} was judged by rows, not by enrolments.`);
  return evaluation;
}

/**
 * The date on which the last thing that a model has learnt from was known: no day before it could have had this model. Null
 * where its rows have no dates.
 */
export const learntUntil = ({ trainedOn: { knownOn, to } }: Pick<Model, 'trainedOn'>): CalendarDate | null =>
  (knownOn ?? to) as CalendarDate | null;

/** Whether a model that learnt until a date could not have served at a moment. */
export const isLearntLater = (until: CalendarDate | null, at: Moment): boolean =>
  until !== null && at < startOfDate(until);

/** The text of a model file: JSON, the same for the same model. */
export function serialiseModelFile(model: Model): string {
  const file = fileSchema.parse({ format: FORMAT, version: VERSION, id: model.id, ...contentOf(model) });
  return `${JSON.stringify(file)}\n`;
}

/**
 * Reads the text of a model file.
 *
 * @param name what to call the file in messages, say its path
 * @throws InputError where the text is not a model file, has a different version, or is damaged; the message says which and where
 */
export function parseModelFile(text: string, name = 'model file'): Model {
  const json = parseJson(text, name);
  checkFormat(json, name);
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) throw new InputError(`${name} is damaged:\n${z.prettifyError(parsed.error)}`);
  const { format: _, version: __, id, ...content } = parsed.data;
  if (id !== idOf(content))
    throw new InputError(`${name} is damaged: its id is ${id}, but its content has ${idOf(content)}.`);
  const estimator = restoreEstimator(content, name);
  return { ...content, id, estimator };
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${name} is not JSON: ${(error as SyntaxError).message}`);
  }
}

function checkFormat(json: unknown, name: string): void {
  const head = z.object({ format: z.literal(FORMAT), version: z.int() }).safeParse(json);
  if (!head.success)
    throw new InputError(
      `${name} is not a Rekindle model: "format" must be "${FORMAT}", "version" a number.`,
    );
  if (head.data.version !== VERSION)
    throw new InputError(
      `${name} has version ${head.data.version}; this release reads version ${VERSION}. ${head.data.version > VERSION ? 'Update Rekindle' : 'Train it again'}.`,
    );
}

function restoreEstimator({ estimator, indicators }: Content, name: string): FittedEstimator {
  const fitted = estimatorNamed(estimator.name).fromJson(estimator.json);
  if (JSON.stringify(fitted.columns) !== JSON.stringify(indicators))
    throw new InputError(`${name} is damaged: its estimator has different columns than "indicators" lists.`);
  return fitted;
}

function contentOf({ estimator, ...parts }: Omit<Model, 'id'>): Content {
  const {
    target,
    createdAt,
    indicators,
    calibration,
    interval,
    alertThreshold,
    alertEase,
    firstDay,
    trainedOn,
    metrics,
    reference,
  } = parts;
  return {
    target,
    createdAt,
    indicators,
    estimator: { name: estimator.estimator, json: estimator.toJson() },
    calibration,
    ...(interval === undefined ? {} : { interval }),
    alertThreshold,
    ...(alertEase === undefined ? {} : { alertEase }),
    ...(firstDay === undefined ? {} : { firstDay }),
    trainedOn,
    metrics,
    ...(reference === undefined ? {} : { reference }),
  };
}

const idOf = ({ createdAt: _, ...hashed }: Content): string =>
  createHash('sha256').update(canonicalJson(hashed)).digest('hex').slice(0, 16);

/** JSON with sorted keys and no spaces, so that equal values have equal text (the idea of RFC 8785). */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
