import { z } from 'zod';
import { BANDS } from '../domain/risk.ts';

/** Fields that several views have, described once for the OpenAPI document. */

export const momentField = z.iso.datetime({ offset: true }).meta({ examples: ['2014-04-07T09:00:00.000Z'] });

export const dateField = z.iso.date().meta({ examples: ['2014-04-07'] });

export const bandField = z
  .enum(BANDS)
  .meta({ description: 'Band of the risk; its limits are in the configuration.' });

export const probabilityField = z.number().min(0).max(1).meta({
  description: 'Calibrated probability that the enrolment ends withdrawn or failed.',
});

export const intervalField = z
  .object({ low: z.number().min(0).max(1), high: z.number().min(0).max(1) })
  .meta({
    description:
      'What the middle eight tenths of the past presentations make of this probability: the share of such learners that ended so, by Venn-Abers prediction. Absent where the model does not know.',
  });

export const reasonField = z.object({
  indicator: z.string(),
  sentence: z.string().meta({ examples: ["No activity for 12 days; the course's median is 2."] }),
  value: z.number().nullable(),
  courseMedian: z.number().nullable(),
  contribution: z.number().meta({ description: 'Part in the log-odds; positive raises the risk.' }),
});

export const candidateField = z.object({
  intervention: z.string(),
  proposedBy: z.string(),
  recipient: z.enum(['learner', 'coach']),
  priority: z.enum(['high', 'medium', 'low']),
  title: z.string(),
  body: z.string(),
  facts: z.record(z.string(), z.union([z.number(), z.string()])),
  chosen: z.boolean(),
  verdicts: z.array(z.object({ guard: z.string(), allowed: z.boolean(), reason: z.string().optional() })),
});

export const riskWithheldField = z.string().nullable().meta({
  description:
    "Why decisions, and the order of who needs attention, are by the rules alone: the model's calibration is broken. Null where the risk counts.",
});
