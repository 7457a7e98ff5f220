import { z } from 'zod';
import { type ActivityEvent, LEARNER_VERBS, MOST_SCORE_PERCENT } from '../../domain/activity-event.ts';
import { RESULTS } from '../../domain/enrolment.ts';
import { parseInstant } from '../../domain/iso-instant.ts';
import { learnerId } from '../../domain/learner.ts';
import type { Moment } from '../../domain/moment.ts';
import { presentationId } from '../../domain/presentation.ts';

/** Ids are so short that their length fits into one byte, and printable, so that a URL or a log can hold them. */
export const idField = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces');

/** The mark of a hand-in in percent; extra credit lies above 100. */
export const scoreField = z.number().min(0).max(MOST_SCORE_PERCENT).meta({
  description:
    'In percent; above 100 with extra credit. Where it cannot be used the hand-in counts without it.',
});

/** The attributes of a scored response that are numbers (written as texts), with the greatest value of each. */
const SCORE_LIMITS = { engagement_score: 100, emotional_score: 100, emotion_confidence: 1, phase_place: 255 };

/** An activity event as a platform posts it. */
export const eventSchema = z
  .strictObject({
    id: z
      .string()
      .min(1)
      .max(200)
      .meta({ description: 'Unique; sending it again changes nothing.', examples: ['lms-8f1c2'] }),
    learnerId: idField.meta({ examples: ['11391'] }),
    presentationId: idField.meta({ examples: ['BBB-2014B'] }),
    verb: z.enum(LEARNER_VERBS),
    objectId: z
      .string()
      .max(200)
      .default('')
      .meta({ examples: ['quiz-7'] }),
    objectType: z
      .string()
      .max(50)
      .default('')
      .meta({
        description: 'Kind of content: forum, quiz, content, page, video, resource, url, wiki ...',
        examples: ['quiz'],
      }),
    occurredAt: z
      .string()
      .refine((text) => parseInstant(text) !== null, {
        error:
          'must be a date and time with its zone, such as 2014-04-06T18:20:00Z or 2014-04-06T19:20:00+01:00',
        abort: true,
      })
      .refine((text) => (parseInstant(text) as Moment) >= 0, { error: 'must not lie before 1970' })
      .meta({ format: 'date-time', examples: ['2014-04-06T18:20:00Z'] }),
    interactions: z.number().int().min(1).max(1_000_000).default(1),
    durationSeconds: z.number().min(0).max(1_000_000).nullable().default(null),
    scorePercent: scoreField.nullable().default(null),
    attributes: z
      .record(z.string().max(50), z.string().max(500))
      .default({})
      .meta({
        description: `finished: result, one of ${RESULTS.join(', ')}. registered: previous_attempts, credits. response_scored: phase, session_id, engagement_score and so on; sent again with other scores, the newer ones count.`,
      }),
  })
  .refine(({ verb, attributes }) => verb !== 'finished' || RESULTS.some((one) => one === attributes.result), {
    path: ['attributes', 'result'],
    error: `must be one of ${RESULTS.join(', ')} where the verb is finished`,
  })
  .superRefine(({ verb, attributes, scorePercent }, context) => {
    if (verb !== 'response_scored') return;
    if (scorePercent !== null && scorePercent > 100)
      context.addIssue({ code: 'custom', path: ['scorePercent'], message: 'must be a number from 0 to 100' });
    for (const [name, most] of Object.entries(SCORE_LIMITS)) {
      const text = attributes[name];
      if (text !== undefined && !(text.trim() !== '' && Number(text) >= 0 && Number(text) <= most))
        context.addIssue({
          code: 'custom',
          path: ['attributes', name],
          message: `must be a number from 0 to ${most}`,
        });
    }
  })
  .meta({ id: 'ActivityEvent' });

/** The fields of a posted event. */
export const EVENT_FIELDS: readonly string[] = Object.keys(eventSchema.shape);

/** A posted event as an activity event of the log. */
export const toActivityEvent = (posted: z.infer<typeof eventSchema>): ActivityEvent => ({
  ...posted,
  learnerId: learnerId(posted.learnerId),
  presentationId: presentationId(posted.presentationId),
  occurredAt: parseInstant(posted.occurredAt) as Moment,
  precision: 'instant',
  source: 'api',
});
