import { z } from 'zod';
import type { Moment } from '../domain/moment.ts';
import { toIso } from '../domain/moment.ts';
import type { PresentationId } from '../domain/presentation.ts';
import { bandOf } from '../domain/risk.ts';
import { ensureScored, type Probabilities, probabilitiesAt } from '../explain/risks.ts';
import { acceptEvents } from '../ingest/accept-events.ts';
import { findPresentation } from '../store/presentations.ts';
import type { ApiContext } from './context.ts';
import { askedMoment } from './context.ts';
import type { Server } from './http.ts';

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
  known: z.number().int().meta({ description: 'Sent before: nothing changed.' }),
  refused: z.number().int(),
  outcomes: z.array(outcomeSchema).meta({ description: 'One an event, in the order of the batch.' }),
});

export function eventsRoute(server: Server, context: ApiContext): void {
  // They go on after their answer was given, and the stores may only close after them.
  const rescorings = new Set<Promise<void>>();
  server.addHook('onClose', async () => {
    await Promise.all(rescorings);
  });
  server.post(
    '/v1/events',
    {
      bodyLimit: 16 * 1024 * 1024,
      schema: {
        tags: ['events'],
        summary: 'Append activity events; the good ones are kept, each refused one has its reasons',
        body: batchSchema,
        response: { 200: answerSchema },
      },
    },
    async (request) => {
      const { outcomes, changedFrom } = await acceptEvents(request.body.events, context, context.clock());
      for (const [presentation, from] of changedFrom) {
        context.memory.forget(presentation);
        context.content.forget(presentation, from);
        const rescoring = rescore(context, presentation, from)
          .catch((error: unknown) => request.log.error({ err: error }, 'rescoring after new events failed'))
          .finally(() => rescorings.delete(rescoring));
        rescorings.add(rescoring);
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
      };
    },
  );
}

/** Scores the presentation again as of now and tells open pages whose risk has changed. */
async function rescore(context: ApiContext, id: PresentationId, from: Moment): Promise<void> {
  const asOf = askedMoment(context, undefined);
  const presentation = await findPresentation(context.state, id);
  if (presentation === null || from >= asOf) return;
  let isTold = false;
  const tell = (found: Probabilities) => {
    isTold = true;
    tellChanges(context, id, asOf, found.get(asOf) ?? new Map());
  };
  const runs = await ensureScored(context, presentation, [asOf], { tell, givesWay: true });
  // Somebody else asked for the same scoring first.
  if (!isTold && runs.has(asOf)) tell(await probabilitiesAt(context, presentation, [asOf]));
}

function tellChanges(
  context: ApiContext,
  id: PresentationId,
  asOf: Moment,
  after: ReadonlyMap<string, number>,
): void {
  const before = context.lastProbabilities.get(id);
  context.lastProbabilities.set(id, after);
  const left = [...(before?.keys() ?? [])].filter((learner) => !after.has(learner));
  const changes = [...after]
    .filter(([learner, probability]) => before?.get(learner) !== probability)
    .map(([learnerId, probability]) => ({
      learnerId,
      probability,
      band: bandOf(probability, context.bands),
    }));
  if (changes.length + left.length > 0)
    context.feed.publish({ presentationId: id, asOf: toIso(asOf), changes, left });
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
