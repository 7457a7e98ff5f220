import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { learnerId } from '../domain/learner.ts';
import { dateOf, toIso } from '../domain/moment.ts';
import { momentField } from '../read/fields.ts';
import { putProfile } from '../store/learner-profiles.ts';
import type { ApiContext } from './context.ts';
import type { Server } from './http.ts';
import { allButBody, bodySchema } from './insight-request.ts';
import { answerWrongBody } from './problem.ts';

const keptSchema = z.object({ learnerId: z.string(), receivedAt: momentField });

/** Profiles that a platform sends of its enrolled learners, for the decisions of the next cycles. */
export function profileRoutes(
  server: Server,
  context: Pick<ApiContext, 'state' | 'clock' | 'insight'>,
): void {
  server.put(
    '/v1/learners/:learnerId/profile',
    {
      validatorCompiler: allButBody,
      schema: {
        tags: ['insight'],
        summary:
          'Save what a platform knows about a learner and their peers; for two weeks, cycles also propose nudges from it',
        params: z.object({ learnerId: z.string().min(1).max(100) }),
        body: bodySchema,
        response: { 200: keptSchema },
      },
    },
    async (request, reply) => {
      const receivedAt = context.clock();
      const reading = context.insight.read(request.body as unknown, dateOf(receivedAt));
      if ('wrong' in reading) {
        answerWrongBody(reply as FastifyReply, reading.wrong);
        return reply;
      }
      // The address says which learner the profile describes.
      const learner = learnerId(request.params.learnerId);
      await putProfile(context.state, {
        learnerId: learner,
        receivedAt,
        snapshot: { ...reading.snapshot, userId: learner },
      });
      return { learnerId: learner, receivedAt: toIso(receivedAt) };
    },
  );
}
