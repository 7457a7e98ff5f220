import { z } from 'zod';
import { phasesOf, sessionsOf, strugglesOf, trendOf } from '../read/responses.ts';
import {
  responsePhasesSchema,
  responseSessionsSchema,
  responseStrugglesSchema,
  responseTrendSchema,
} from '../read/responses-view.ts';
import { MEASURES } from '../responses/scores/score-figures.ts';
import type { ScoreScope } from '../responses/scores/scored-log.ts';
import { type AsOf, askedMoment, askedPresentation } from './context.ts';
import type { Server } from './http.ts';
import { asOfQuery } from './params.ts';

/** Spoken responses, scored: of a presentation or all, of one learner or everybody. */
const scopeQuery = asOfQuery.extend({
  presentationId: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Default: all presentations.', examples: ['BBB-2014B'] }),
  learnerId: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Default: all learners.', examples: ['11391'] }),
});

const strugglesQuery = scopeQuery.extend({
  by: z.enum(MEASURES).default('accuracy').meta({ description: 'The score to rank by, lowest first.' }),
});

const sessionsQuery = scopeQuery.extend({
  learnerId: scopeQuery.shape.learnerId.unwrap().meta({ examples: ['11391'] }),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

export function responsesRoutes(server: Server, context: AsOf): void {
  phasesRoute(server, context);
  strugglesRoute(server, context);
  trendRoute(server, context);
  sessionsRoute(server, context);
}

function phasesRoute(server: Server, context: AsOf): void {
  server.get(
    '/v1/responses/phases',
    {
      schema: {
        tags: ['spoken responses'],
        summary: 'Engagement, accuracy and pronunciation of a learner or a cohort, by phase of learning',
        querystring: scopeQuery,
        response: { 200: responsePhasesSchema },
      },
    },
    async ({ query }) => {
      const scope = await askedScope(context, query);
      return phasesOf(context.inService(), scope);
    },
  );
}

function strugglesRoute(server: Server, context: AsOf): void {
  server.get(
    '/v1/responses/struggles',
    {
      schema: {
        tags: ['spoken responses'],
        summary: 'Where learners struggle: the phases with the lowest scores, with intervals',
        querystring: strugglesQuery,
        response: { 200: responseStrugglesSchema },
      },
    },
    async ({ query }) => {
      const scope = await askedScope(context, query);
      return strugglesOf(context.inService(), scope, query.by);
    },
  );
}

function trendRoute(server: Server, context: AsOf): void {
  server.get(
    '/v1/responses/trend',
    {
      schema: {
        tags: ['spoken responses'],
        summary: 'Scores of spoken responses week by week',
        querystring: scopeQuery,
        response: { 200: responseTrendSchema },
      },
    },
    async ({ query }) => {
      const scope = await askedScope(context, query);
      return trendOf(context.inService(), scope);
    },
  );
}

function sessionsRoute(server: Server, context: AsOf): void {
  server.get(
    '/v1/responses/sessions',
    {
      schema: {
        tags: ['spoken responses'],
        summary: 'Each phase of each session of a learner: its duration, gap, means and most frequent states',
        querystring: sessionsQuery,
        response: { 200: responseSessionsSchema },
      },
    },
    async ({ query }) => {
      const scope = await askedScope(context, query);
      return sessionsOf(context.inService(), scope, query.limit);
    },
  );
}

/** @throws NotFoundError where there is no such presentation */
async function askedScope(
  context: AsOf,
  { presentationId, learnerId, asOf }: z.infer<typeof scopeQuery>,
): Promise<ScoreScope> {
  const presentation = presentationId === undefined ? null : await askedPresentation(context, presentationId);
  return {
    presentationId: presentationId ?? null,
    learnerId: learnerId ?? null,
    asOf: askedMoment(context, asOf, presentation),
  };
}
