import { z } from 'zod';
import { estimateSchema } from '../model/judge/evaluation.ts';
import { ATTRIBUTES } from '../model/registry/fairness.ts';
import { dateField, momentField } from './fields.ts';

const gateField = z.object({ gate: z.string(), passed: z.boolean(), finding: z.string() });

const modelSchema = z.object({
  id: z.string(),
  target: z.string(),
  status: z.enum(['champion', 'candidate', 'retired']),
  addedAt: momentField,
  estimator: z.string().nullable().meta({ description: 'Null when this release cannot read the model.' }),
  trainedOn: z
    .object({
      parts: z.array(z.string()),
      rows: z.number().int(),
      from: dateField.nullable(),
      to: dateField.nullable(),
    })
    .nullable(),
  learntUntil: dateField.nullable().meta({
    description: 'When the last outcome that it learnt from was known; null where that has no date.',
  }),
  isFromLater: z.boolean().meta({
    description: 'On the day asked about it could not have existed yet, as may be in a time machine.',
  }),
  judgedModel: z
    .object({ id: z.string(), learntFrom: z.array(z.string()), learntUntil: dateField.nullable() })
    .nullable()
    .meta({
      description:
        'The model whose figures these are, where it is not this one: it had learnt only from what was over when the presentations that judge began.',
    }),
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
  serving: z.string().meta({ description: 'The model in service.' }),
  models: z.array(modelSchema),
});
export type ModelsView = z.infer<typeof modelsSchema>;

const driftFields = {
  psi: estimateSchema.meta({ description: 'Population stability index, with its interval over learners.' }),
  psiByChance: z
    .number()
    .meta({ description: 'The index that chance alone gives with this number of learners.' }),
  psiOfCourses: z.number().meta({
    description:
      'The index within which 95 % of the past presentations lay from each other; the limits rise with it. 0 where unknown.',
  }),
  distance: estimateSchema.meta({ description: 'Jensen-Shannon distance, 0 to 1.' }),
  missing: z.object({ expected: z.number(), found: z.number() }),
  level: z.enum(['stable', 'watch', 'alert', 'calendar']).meta({
    description:
      'calendar: the indicator is the same for a whole course, so it always differs from other courses and is not judged.',
  }),
};

/** GET /v1/models/:modelId/drift?asOf */
export const driftSchema = z.object({
  modelId: z.string(),
  asOf: momentField,
  running: z.array(z.string()).meta({ description: 'Running presentations, in which drift is measured.' }),
  rows: z.number().int(),
  learners: z.number().int(),
  population: z
    .object({
      indicators: z.array(
        z.object({
          indicator: z.string(),
          use: z.number().meta({
            description:
              'Its share of all contributions to the risks, 0 to 1: how much the model leans on it.',
          }),
          ...driftFields,
        }),
      ),
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
    .meta({ description: 'The performance to expect before the enrolments have ended.' }),
  ended: z.array(z.string()).meta({
    description:
      'Presentations that are over and that the model did not learn from. They judge its calibration.',
  }),
  leftOut: z.array(z.string()).optional().meta({
    description: 'Presentations that are over and cannot judge yet, each with the reason.',
  }),
  calibration: z
    .object({
      rows: z.number().int(),
      enrolments: z.number().int(),
      error: estimateSchema,
      errorByChance: z.number(),
      slope: estimateSchema,
      excess: estimateSchema,
      broken: z
        .string()
        .nullable()
        .meta({ description: 'Why the rules decide alone; null when the calibration holds.' }),
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
  alerts: z.array(z.string()).meta({
    description: 'What a person should look at: the risks have moved, or they did not come true.',
  }),
  notes: z.array(z.string()).meta({
    description:
      'What explains an alert or may become one: indicators that have moved while the risks have not.',
  }),
});
export type DriftView = z.infer<typeof driftSchema>;
