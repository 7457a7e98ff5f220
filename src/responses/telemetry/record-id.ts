import { z } from 'zod';

/**
 * An id as telemetry has it. It is checked only, and made a text by `idText`: a transform of each one takes as long as all
 * other checks of a record together.
 */
export const recordId = z.union([z.string(), z.number()]).nullish();

/** Empty where there is none. */
export const idText = (id: z.infer<typeof recordId>): string => String(id ?? '');
