import { z } from 'zod';
import { acceptEvents } from '../ingest/accept-events.ts';
import type { ApiContext } from './context.ts';
import { askedMoment } from './context.ts';
import type { Server } from './http.ts';
import { clockNotice, clockNoticeField } from './time-machine.ts';

/** Each event is judged by itself, by `eventSchema`, so the batch's own shape is loose; only its documentation is not. */
const batchSchema = z.object({
  events: z
    .array(z.unknown().meta({ $ref: '#/components/schemas/ActivityEventInput' }))
    .min(1)
    .max(10_000)
    .meta({ examples: [[exampleEvent()]] }),
});

const outcomeSchema = z.object({
  status: z.enum(['accepted', 'known', 'refused']),
  id: z.string().nullable(),
  reasons: z.array(z.object({ field: z.string(), problem: z.string() })).optional(),
});

const answerSchema = z.object({
  accepted: z.number().int(),
  known: z.number().int().meta({ description: 'Events that were sent before; they change nothing.' }),
  refused: z.number().int(),
  outcomes: z
    .array(outcomeSchema)
    .meta({ description: 'One outcome for each event, in the order of the batch.' }),
  notice: clockNoticeField,
});

export function eventsRoute(
  server: Server,
  context: Pick<
    ApiContext,
    'state' | 'eventLog' | 'clock' | 'timeMachine' | 'inService' | 'content' | 'live'
  >,
): void {
  server.addHook('onClose', () => context.live.settled());
  server.post(
    '/v1/events',
    {
      bodyLimit: 16 * 1024 * 1024,
      schema: {
        tags: ['events'],
        summary:
          'Append activity events: valid ones are kept, and each refused one is answered with its reasons',
        body: batchSchema,
        response: { 200: answerSchema },
      },
    },
    async (request) => {
      const { outcomes, changedFrom } = await acceptEvents(request.body.events, context, context.clock());
      const service = context.inService();
      const asOf = askedMoment(context, undefined);
      for (const [presentation, from] of changedFrom) {
        service.views.forget(presentation);
        context.content.forget(presentation, from);
        if (from < asOf)
          context.live.rescore(service, presentation, asOf, (error) =>
            request.log.error({ err: error }, 'rescoring after new events failed'),
          );
      }
      const count = (status: string) => outcomes.filter((outcome) => outcome.status === status).length;
      return {
        accepted: count('accepted'),
        known: count('known'),
        refused: count('refused'),
        outcomes: outcomes.map((outcome) =>
          outcome.status === 'refused'
            ? { ...outcome, reasons: [...outcome.reasons] }
            : { status: outcome.status, id: outcome.id },
        ),
        notice: clockNotice(context),
      };
    },
  );
}

function exampleEvent() {
  return {
    id: 'lms-8f1c2',
    learnerId: '11391',
    presentationId: 'BBB-2014B',
    verb: 'interacted',
    objectId: 'quiz-7',
    objectType: 'quiz',
    occurredAt: '2014-04-06T18:20:00Z',
    interactions: 3,
  };
}
