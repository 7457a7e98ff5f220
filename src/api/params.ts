import { z } from 'zod';

/** What several routes ask for, described once for the OpenAPI document. */

export const presentationParams = z.object({
  presentationId: z
    .string()
    .min(1)
    .meta({ examples: ['BBB-2014B'] }),
});

export const enrolmentParams = presentationParams.extend({
  learnerId: z
    .string()
    .min(1)
    .meta({ examples: ['11391'] }),
});

export const TIME_ZONE = { error: 'must be an IANA time zone, for example Europe/London' };

/** Everything is answered as it was known at a moment: the clock's now where none is given. */
export const asOfQuery = z.object({
  asOf: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })])
    .refine((text) => text >= '1970' && text < '2200', { error: 'must lie in the years 1970 to 2199' })
    .optional()
    .meta({
      description:
        "Answer as of this moment; a date means 09:00 of that day in the time zone of the course (UTC where no course is asked about). Default: the server's present moment.",
      examples: ['2014-04-07'],
    }),
});
