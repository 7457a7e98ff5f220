import { z } from 'zod';
import { momentField } from './fields.ts';

/** GET /v1/presentations/:presentationId/trends?asOf: this presentation and earlier ones of the course, week by week */
export const trendsSchema = z.object({
  presentationId: z.string(),
  asOf: momentField,
  series: z.array(
    z.object({
      presentationId: z.string(),
      current: z.boolean(),
      weeks: z.array(
        z.object({
          week: z.number().int().meta({ description: '1 is the first seven days of the presentation.' }),
          registered: z
            .number()
            .int()
            .meta({ description: 'Learners who were registered at any time in that week.' }),
          activeShare: z
            .number()
            .meta({ description: 'Share of the registered learners who had any activity in that week.' }),
          meanInteractions: z
            .number()
            .meta({ description: 'Interactions per registered learner in that week.' }),
          submissions: z.number().int(),
        }),
      ),
    }),
  ),
});
export type Trends = z.infer<typeof trendsSchema>;
