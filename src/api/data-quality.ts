import { z } from 'zod';
import { toIso } from '../domain/moment.ts';
import { dataQuality } from '../ingest/data-quality.ts';
import type { ApiContext } from './context.ts';
import { askedMoment } from './context.ts';
import { asOfQuery, dateField, momentField } from './fields.ts';
import type { Server } from './http.ts';

/** GET /v1/data-quality?asOf */
export const dataQualitySchema = z.object({
  asOf: momentField,
  from: dateField,
  to: dateField,
  sources: z.array(
    z.object({
      source: z.string(),
      events: z.number().int(),
      silentDays: z
        .array(z.object({ date: dateField, events: z.number().int(), usual: z.number() }))
        .meta({ description: 'Of the last 28 days, those far below the same weekday of six weeks before.' }),
      duplicateShare: z
        .number()
        .meta({ description: 'Share of the events that another one with another id repeats.' }),
    }),
  ),
  impossible: z.array(
    z.object({
      kind: z.enum(['after_withdrawal', 'never_registered', 'too_many_interactions']),
      events: z.number().int(),
      learners: z.number().int(),
    }),
  ),
  lastImport: z
    .object({
      source: z.string(),
      finishedAt: momentField,
      rows: z.number().int(),
      refused: z.number().int(),
      refusedByReason: z.record(z.string(), z.number().int()),
      knownShare: z.number().meta({ description: 'Share of its events that the log already held.' }),
    })
    .nullable(),
});
export type DataQualityView = z.infer<typeof dataQualitySchema>;

export function dataQualityRoute(server: Server, context: ApiContext): void {
  server.get(
    '/v1/data-quality',
    {
      schema: {
        tags: ['models'],
        summary: 'Whether the data is as usual: silent sources, impossible values, duplicates, refused rows',
        querystring: asOfQuery,
        response: { 200: dataQualitySchema },
      },
    },
    async (request) => {
      const asOf = askedMoment(context, request.query.asOf);
      const found = await dataQuality(context.eventLog, context.state, asOf);
      return {
        ...found,
        asOf: toIso(asOf),
        sources: found.sources.map((source) => ({ ...source, silentDays: [...source.silentDays] })),
        impossible: [...found.impossible],
        lastImport: found.lastImport && {
          ...found.lastImport,
          finishedAt: toIso(found.lastImport.finishedAt),
          refusedByReason: { ...found.lastImport.refusedByReason },
        },
      };
    },
  );
}
