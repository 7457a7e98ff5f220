import { z } from 'zod';
import { BANDS } from '../domain/risk.ts';

/** Fields that several views have, described once for the OpenAPI document. */

export const momentField = z.iso.datetime({ offset: true }).meta({ examples: ['2014-04-07T09:00:00.000Z'] });

export const dateField = z.iso.date().meta({ examples: ['2014-04-07'] });

export const bandField = z
  .enum(BANDS)
  .meta({ description: 'Band of the risk. The configuration sets its limits.' });

export const probabilityField = z.number().min(0).max(1).meta({
  description: 'Calibrated probability that the learner withdraws or fails.',
});

export const intervalField = z
  .object({ low: z.number().min(0).max(1), high: z.number().min(0).max(1) })
  .meta({
    description:
      'The share of learners with this probability who withdrew or failed, in the middle eight tenths of the past presentations, by Venn-Abers prediction. Absent when the model has no interval.',
  });

export const reasonField = z.object({
  indicator: z.string(),
  sentence: z.string().meta({ examples: ['Was last here 12 days ago (typical: 2 days ago).'] }),
  value: z.number().nullable(),
  courseMedian: z.number(),
  learntMedian: z.number().nullable().meta({
    description:
      'About the median of what the model has learnt from at that stage of a course. Null where the value stands out from the course already.',
  }),
  contribution: z
    .number()
    .meta({ description: 'What the indicator adds to the log-odds; a positive number raises the risk.' }),
});

export const candidateField = z.object({
  intervention: z.string(),
  proposedBy: z.string(),
  recipient: z.enum(['learner', 'coach']),
  priority: z.enum(['high', 'medium', 'low']),
  title: z.string(),
  body: z.string(),
  facts: z.record(z.string(), z.union([z.number(), z.string()])),
  chosen: z
    .boolean()
    .meta({ description: 'Whether no guard forbade it. It was sent, unless the decision was replayed.' }),
  ghost: z.boolean().meta({
    description:
      'Whether only the holdout forbade it. Nothing was sent; cooldown and caps of the learner count it as if it had been.',
  }),
  verdicts: z.array(z.object({ guard: z.string(), allowed: z.boolean(), reason: z.string().optional() })),
});

export const replayedField = z.boolean().meta({
  description: 'Whether it was decided in a replay of the past: nobody got anything.',
});

export const riskWithheldField = z.string().nullable().meta({
  description:
    "Why the rules alone decide and order the attention list: how the model's calibration is broken. Null when the risk counts.",
});
