import { z } from 'zod';
import { dateField, momentField } from './fields.ts';

/** GET /v1/data-quality?asOf */
export const dataQualitySchema = z.object({
  asOf: momentField,
  from: dateField,
  to: dateField,
  sources: z.array(
    z.object({
      source: z.string(),
      events: z.number().int(),
      silentDays: z.array(z.object({ date: dateField, events: z.number().int(), usual: z.number() })).meta({
        description:
          'Those of the last 28 days with far fewer events than the same weekday of the six weeks before.',
      }),
      duplicateShare: z
        .number()
        .meta({ description: 'Share of the events that repeat another event under another id.' }),
    }),
  ),
  impossible: z.array(
    z.object({
      kind: z.enum(['after_withdrawal', 'never_registered', 'too_many_interactions']),
      events: z.number().int(),
      learners: z.number().int(),
      examples: z.array(z.string()).meta({ examples: [['HIS-2014A: l-001']] }),
    }),
  ),
  unmatched: z
    .array(
      z.object({
        kind: z.enum(['unknown_assessment', 'unknown_content_type']),
        events: z.number().int(),
        examples: z.array(
          z.object({ presentationId: z.string(), word: z.string(), meant: z.string().nullable() }),
        ),
      }),
    )
    .meta({
      description:
        'Hand-ins to no assessment of the calendar, and content of a type without a kind; `meant` is the near miss.',
    }),
  lastImport: z
    .object({
      source: z.string(),
      finishedAt: momentField,
      rows: z.number().int(),
      refused: z.number().int(),
      refusedByReason: z.record(z.string(), z.number().int()),
      knownShare: z
        .number()
        .meta({ description: 'Share of the events of the import that the log already held.' }),
    })
    .nullable(),
});
export type DataQualityView = z.infer<typeof dataQualitySchema>;
