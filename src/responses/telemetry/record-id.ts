import { z } from 'zod';

/**
 * An id as it stands in telemetry. The schema only checks it, and `idText` turns it into a text: a Zod transform of
 * each id takes as long as all other checks of a record together.
 */
export const recordId = z.union([z.string(), z.number()]).nullish();

/** The id as a text; empty where there is none. */
export const idText = (id: z.infer<typeof recordId>): string => String(id ?? '');
