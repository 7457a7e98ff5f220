import { z } from 'zod';
import { openMessage } from '../deliver/open-message.ts';
import { inboxMessages, messageView } from '../read/inbox.ts';
import { inboxMessageSchema } from '../read/inbox-view.ts';
import { type ApiContext, askedMoment, askedPresentation } from './context.ts';
import type { Server } from './http.ts';
import { asOfQuery, enrolmentParams } from './params.ts';

export function inboxRoutes(
  server: Server,
  context: Pick<ApiContext, 'state' | 'eventLog' | 'clock' | 'timeMachine'>,
): void {
  server.get(
    '/v1/enrolments/:presentationId/:learnerId/inbox',
    {
      schema: {
        tags: ['nudges'],
        summary: "A learner's inbox, newest first",
        params: enrolmentParams,
        querystring: asOfQuery,
        response: { 200: z.object({ messages: z.array(inboxMessageSchema) }) },
      },
    },
    async (request) => {
      const presentation = await askedPresentation(context, request.params.presentationId);
      const asOf = askedMoment(context, request.query.asOf);
      return {
        messages: await inboxMessages(context.state, presentation, request.params.learnerId, asOf, [
          'learner',
        ]),
      };
    },
  );
  server.post(
    '/v1/inbox/opened',
    {
      schema: {
        tags: ['nudges'],
        summary: 'Record that the learner opened a message',
        body: z.object({ key: z.string().min(1).max(1_000) }),
        response: { 200: inboxMessageSchema },
      },
    },
    async (request) =>
      messageView(await openMessage(context.state, context.eventLog, request.body.key, context.clock())),
  );
}
