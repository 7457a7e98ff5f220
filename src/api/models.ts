import { z } from 'zod';
import { toIso } from '../domain/moment.ts';
import { InputError } from '../errors.ts';
import { currentDriftReport } from '../jobs/check-model.ts';
import { estimateSchema } from '../model/judge/evaluation.ts';
import { ATTRIBUTES } from '../model/registry/fairness.ts';
import { type ListedModel, listedModels, registeredModel } from '../model/registry/registry.ts';
import { ENROLMENT_TARGETS } from '../model/targets/enrolment-targets.ts';
import { allPresentations } from '../store/presentations.ts';
import type { ApiContext } from './context.ts';
import { askedMoment } from './context.ts';
import { asOfQuery, dateField, momentField } from './fields.ts';
import type { Server } from './http.ts';

const gateField = z.object({ gate: z.string(), passed: z.boolean(), finding: z.string() });

const modelSchema = z.object({
  id: z.string(),
  target: z.string(),
  status: z.enum(['champion', 'candidate', 'retired']),
  addedAt: momentField,
  estimator: z.string().nullable().meta({ description: 'Null where this release cannot read the model.' }),
  trainedOn: z
    .object({
      parts: z.array(z.string()),
      rows: z.number().int(),
      from: dateField.nullable(),
      to: dateField.nullable(),
    })
    .nullable(),
  judgedOn: z.array(z.string()),
  auc: estimateSchema.nullable(),
  brier: estimateSchema.nullable(),
  calibrationError: estimateSchema.nullable(),
  alertPrecision: estimateSchema.nullable(),
  decisions: z
    .array(
      z.object({
        decision: z.enum(['added', 'promoted', 'kept', 'retired']),
        at: momentField,
        by: z.string(),
        reason: z.string(),
        gates: z.array(gateField),
      }),
    )
    .meta({ description: 'Newest first.' }),
});

/** GET /v1/models */
export const modelsSchema = z.object({
  serving: z.string().meta({ description: 'The model that scores.' }),
  models: z.array(modelSchema),
});
export type ModelsView = z.infer<typeof modelsSchema>;

const driftFields = {
  psi: estimateSchema.meta({ description: 'Population stability index, with its interval over learners.' }),
  psiByChance: z.number().meta({ description: 'The index that so many learners show by chance alone.' }),
  distance: estimateSchema.meta({ description: 'Jensen-Shannon distance, 0 to 1.' }),
  missing: z.object({ expected: z.number(), found: z.number() }),
  level: z.enum(['stable', 'watch', 'alert', 'calendar']).meta({
    description: 'calendar: the same for a whole course, so it differs from other courses and is not judged.',
  }),
};

/** GET /v1/models/:modelId/drift?asOf */
export const driftSchema = z.object({
  modelId: z.string(),
  asOf: momentField,
  running: z.array(z.string()).meta({ description: 'Presentations that run, in which drift is measured.' }),
  rows: z.number().int(),
  learners: z.number().int(),
  population: z
    .object({
      indicators: z.array(z.object({ indicator: z.string(), ...driftFields })),
      probabilities: z.object(driftFields),
    })
    .nullable(),
  withoutLabels: z
    .object({
      auc: estimateSchema,
      brier: estimateSchema,
      precision: estimateSchema,
      recall: estimateSchema,
      baseRate: estimateSchema,
      shiftedBaseRate: estimateSchema.nullable(),
      trainingBaseRate: z.number().nullable(),
    })
    .nullable()
    .meta({ description: 'What may be expected before it is known how the enrolments end.' }),
  ended: z.array(z.string()).meta({
    description: 'Presentations that are over and unseen by the model, which judge its calibration.',
  }),
  calibration: z
    .object({
      rows: z.number().int(),
      enrolments: z.number().int(),
      error: estimateSchema,
      errorByChance: z.number(),
      slope: estimateSchema,
      excess: estimateSchema,
      broken: z.string().nullable().meta({ description: 'Why decisions are made by the rules alone.' }),
    })
    .nullable(),
  fairness: z.array(
    z.object({
      attribute: z.enum(ATTRIBUTES),
      group: z.string(),
      enrolments: z.number().int(),
      falseAlarmRate: estimateSchema,
      missRate: estimateSchema,
      calibrationGap: estimateSchema,
      gaps: z.object({ falseAlarm: estimateSchema, miss: estimateSchema, calibration: estimateSchema }),
    }),
  ),
  alerts: z.array(z.string()),
});
export type DriftView = z.infer<typeof driftSchema>;

const SEED = 1;

export function modelsRoutes(server: Server, context: ApiContext): void {
  server.get(
    '/v1/models',
    {
      schema: {
        tags: ['models'],
        summary: 'The registry: every model, and what was decided about it, when, by whom and why',
        response: { 200: modelsSchema },
      },
    },
    async () => ({
      serving: context.inService().scorer.modelId,
      models: (await listedModels(context.state)).map(viewOf),
    }),
  );
  server.get(
    '/v1/models/:modelId/drift',
    {
      schema: {
        tags: ['models'],
        summary: 'Whether the world a model scores is still the one it learnt from, and whether it came true',
        params: z.object({ modelId: z.string().min(1) }),
        querystring: asOfQuery,
        response: { 200: driftSchema },
      },
    },
    async (request) => {
      const { model } = await registeredModel(context.state, request.params.modelId);
      if (!Object.hasOwn(ENROLMENT_TARGETS, model.target))
        throw new InputError(`Model ${model.id} predicts ${model.target}, which is not asked of enrolments.`);
      const check = {
        state: context.state,
        eventLog: context.eventLog,
        cluster: context.cluster,
        presentations: await allPresentations(context.state),
        settings: context.registry,
        seed: SEED,
        now: askedMoment(context, request.query.asOf),
      };
      // One at a time: a page that is opened twice must not compute twice.
      const report = await context
        .inService()
        .inTurn(`model ${model.id}`, () => currentDriftReport(check, model));
      return report as DriftView;
    },
  );
}

function viewOf(one: ListedModel): z.infer<typeof modelSchema> {
  const summary = 'problem' in one.about ? null : one.about;
  const evaluation = summary?.metrics.evaluation;
  const judged =
    evaluation === undefined ? null : evaluation.kind === 'enrolments' ? evaluation.overall : evaluation;
  return {
    id: one.id,
    target: one.target,
    status: one.status,
    addedAt: toIso(one.addedAt),
    estimator: summary?.estimator ?? null,
    trainedOn: summary && {
      parts: summary.trainedOn.parts,
      rows: summary.trainedOn.rows,
      from: summary.trainedOn.from,
      to: summary.trainedOn.to,
    },
    judgedOn: summary?.metrics.evaluatedOn.parts ?? [],
    auc: judged?.auc ?? null,
    brier: judged?.brier ?? null,
    calibrationError: judged?.ece ?? null,
    alertPrecision: evaluation?.kind === 'enrolments' ? evaluation.alerts.precision : null,
    decisions: one.decisions.map(({ decision, at, by, reason, gates }) => ({
      decision,
      at: toIso(at),
      by,
      reason,
      gates: [...gates],
    })),
  };
}
