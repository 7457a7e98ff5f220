import { z } from 'zod';
import { bandField, momentField, probabilityField } from './fields.ts';

/** GET /v1/stream?presentationId: server-sent events; `event: risk` carries one of these as its data */
export const riskChangedSchema = z.object({
  presentationId: z.string(),
  asOf: momentField,
  changes: z.array(z.object({ learnerId: z.string(), probability: probabilityField, band: bandField })),
});
export type RiskChanged = z.infer<typeof riskChangedSchema>;
