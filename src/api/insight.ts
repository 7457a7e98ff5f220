import type { FastifyReply, FastifySchemaCompiler } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { PRIORITIES } from '../domain/decision.ts';
import type { CalendarDate, Clock } from '../domain/moment.ts';
import { calendarIn } from '../insight/calendar.ts';
import { answerText, nudgesText } from '../insight/contracts/answer.ts';
import { flat } from '../insight/contracts/flat.ts';
import { nested } from '../insight/contracts/nested.ts';
import { createReader, type Reading } from '../insight/contracts/read.ts';
import { type InsightEngine, insightFor } from '../insight/engine.ts';
import { languageOf } from '../insight/language.ts';
import type { Recorder } from '../insight/record.ts';
import type { ApiContext } from './context.ts';
import { FLAT_EXAMPLE, NESTED_EXAMPLE } from './insight-example.ts';
import { answerWrongBody } from './problem.ts';
import type { Server } from './server.ts';

/** What answers about profiles that come with a snapshot of the peers. */
export interface InsightService {
  readonly engine: InsightEngine;
  readonly read: (body: unknown, today: CalendarDate) => Reading;
  readonly clock: Clock;
  readonly today: () => CalendarDate;
  readonly recorder: Recorder;
}

export const insightService = (engine: InsightEngine, recorder: Recorder, clock: Clock): InsightService => ({
  engine,
  read: createReader(),
  clock,
  today: calendarIn(engine.settings.timeZone, clock),
  recorder,
});

/** Any day: the document says what a field is, not until when. */
const ANY_DAY = '9999-12-31' as CalendarDate;

export const bodySchema = z.union([flat.bodyOn(ANY_DAY), nested.bodyOn(ANY_DAY)]).meta({
  description: 'One shape or the other: a body with user_data is of the nested contract.',
  examples: [FLAT_EXAMPLE, NESTED_EXAMPLE],
});

export const nudgeSchema = z.object({
  type: z.string().meta({
    description: 'Flat contract: profile, event or quiz. Nested contract: the kind.',
    examples: ['profile'],
  }),
  title: z.string().meta({ examples: ["80% of your peers have uploaded resumes. You haven't yet!"] }),
  action: z.string().meta({ examples: ['Upload resume now'] }),
  priority: z.enum(PRIORITIES),
  kind: z.enum(['resume', 'project', 'quiz', 'event', 'event_fomo', 'trending_event', 'comeback']),
  rank: z.number().int().min(1).max(3),
  source: z.enum(['rule', 'model']),
  probability: z.number().min(0).max(1).nullable().meta({ description: "The model's; null for a rule." }),
  reasons: z.array(
    z.object({
      fact: z.string(),
      value: z.number().nullable(),
      wanted: z.enum(['at least', 'below']).nullable(),
      threshold: z.number().nullable(),
    }),
  ),
  facts: z
    .record(z.string(), z.union([z.number(), z.string()]))
    .meta({ description: 'Numbers and names that the texts may use.' }),
});

const answerSchema = z.object({
  user_id: z.string(),
  nudges: z.array(nudgeSchema).max(3),
  status: z.string().meta({ description: 'Flat contract: generated. Nested contract: success.' }),
});

/** Checks what zod checks, but not the body: its reader names what is wrong by its contract, which a union cannot. */
export const allButBody: FastifySchemaCompiler<unknown> = (route) =>
  route.httpPart === 'body'
    ? (value: unknown) => ({ value })
    : validatorCompiler(route as Parameters<typeof validatorCompiler>[0]);

export function insightRoutes(server: Server, { insight }: ApiContext): void {
  server.post(
    '/analyze-engagement',
    {
      // A line a request would cost as much as the answer.
      logLevel: 'warn',
      validatorCompiler: allButBody,
      schema: {
        tags: ['insight'],
        summary: 'At most three nudges for a learner, from their profile and a snapshot of their peers',
        body: bodySchema,
        response: { 200: answerSchema },
      },
    },
    async (request, reply) => {
      const body: unknown = request.body;
      const today = insight.today();
      const reading = insight.read(body, today);
      if ('wrong' in reading) {
        answerWrongBody(reply as FastifyReply, reading.wrong);
        return reply;
      }
      const { contract, snapshot } = reading;
      const language = languageOf(
        (body as { language?: unknown }).language,
        request.headers['accept-language'],
      );
      const answered = insightFor(snapshot, insight.engine, {
        ruleset: contract.ruleset,
        placeOf: contract.typeOf,
        language,
        today,
      });
      // Written once, for the answer and for the record.
      const nudges = nudgesText(answered, contract);
      await insight.recorder.record({
        userId: snapshot.userId,
        decidedAt: insight.clock(),
        ruleset: contract.ruleset,
        language,
        fomoScore: answered.fomo.score,
        nudges,
      });
      reply.header('content-language', language).type('application/json; charset=utf-8');
      return reply.send(answerText(snapshot.userId, nudges, contract) as never);
    },
  );
}
