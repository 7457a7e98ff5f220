import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import Fastify, { type FastifyBaseLogger } from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { VERSION } from '../version.ts';
import { attentionRoute } from './attention.ts';
import { clockRoute } from './clock.ts';
import { compressAnswers } from './compression.ts';
import type { ApiContext } from './context.ts';
import { cyclesRoute } from './cycles.ts';
import { serveDashboard } from './dashboard.ts';
import { dataQualityRoute } from './data-quality.ts';
import { decisionsRoute } from './decisions.ts';
import { engagementRoute } from './engagement.ts';
import { enrolmentRoutes } from './enrolment.ts';
import { eventsRoute } from './events.ts';
import { healthRoutes } from './health.ts';
import { heatmapRoute } from './heatmap.ts';
import type { Server } from './http.ts';
import { inboxRoutes } from './inbox.ts';
import { insightRoutes } from './insight.ts';
import { insightExplainRoutes } from './insight-explain.ts';
import { learnersRoutes } from './learners.ts';
import { driftRoute, modelsRoute } from './models.ts';
import { overviewRoute } from './overview.ts';
import { presentationsRoutes } from './presentations.ts';
import { answerProblem } from './problem.ts';
import { profileRoutes } from './profile.ts';
import { measureRequests } from './request-metrics.ts';
import { responsesRoutes } from './responses.ts';
import { settingsRoutes } from './settings.ts';
import { streamRoute } from './stream.ts';
import { trendsRoute } from './trends.ts';

/** The HTTP server: the API, its documentation, metrics, and the dashboard's files. It does not listen yet. */
export async function createServer(context: ApiContext, logger: FastifyBaseLogger): Promise<Server> {
  const server: Server = Fastify({
    loggerInstance: logger,
    bodyLimit: 1024 * 1024,
    frameworkErrors: answerProblem,
  }).withTypeProvider<ZodTypeProvider>();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler(answerProblem);
  // JSON alone is taken; Fastify would take plain text, too.
  server.removeContentTypeParser('text/plain');
  await compressAnswers(server);
  await server.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Rekindle',
        version: VERSION,
        description: 'Who is about to leave a course, why, what to do, and whether it helped.',
      },
    },
    transform: withProblems,
    transformObject: jsonSchemaTransformObject,
  });
  await server.register(fastifySwaggerUi, { routePrefix: '/docs' });
  measureRequests(server);
  server.get('/openapi.json', { schema: { hide: true } }, async () => server.swagger());
  healthRoutes(server, context);
  clockRoute(server, context);
  presentationsRoutes(server, context);
  overviewRoute(server, context);
  heatmapRoute(server, context);
  attentionRoute(server, context);
  trendsRoute(server, context);
  enrolmentRoutes(server, context);
  engagementRoute(server, context);
  insightRoutes(server, context);
  insightExplainRoutes(server, context);
  profileRoutes(server, context);
  inboxRoutes(server, context);
  decisionsRoute(server, context);
  cyclesRoute(server, context);
  learnersRoutes(server, context);
  modelsRoute(server, context);
  driftRoute(server, context);
  dataQualityRoute(server, context);
  settingsRoutes(server, context);
  responsesRoutes(server, context);
  eventsRoute(server, context);
  streamRoute(server, context);
  await serveDashboard(server);
  return server;
}

/** Every route may answer with a problem, so none has to say so. */
const withProblems: typeof jsonSchemaTransform = (route) => {
  const { schema, url } = jsonSchemaTransform(route);
  const problems = {
    description: 'RFC 9457 problem details',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  return { schema: { ...schema, response: { ...(schema.response as object), default: problems } }, url };
};
