import { dataQualityAt } from '../read/data-quality.ts';
import { dataQualitySchema } from '../read/data-quality-view.ts';
import { type ApiContext, askedMoment } from './context.ts';
import type { Server } from './http.ts';
import { asOfQuery } from './params.ts';

export function dataQualityRoute(
  server: Server,
  context: Pick<ApiContext, 'state' | 'eventLog' | 'clock' | 'timeMachine'>,
): void {
  server.get(
    '/v1/data-quality',
    {
      schema: {
        tags: ['models'],
        summary:
          'Whether the data looks as usual: silent sources, impossible values, duplicates and refused rows',
        querystring: asOfQuery,
        response: { 200: dataQualitySchema },
      },
    },
    async ({ query }) =>
      dataQualityAt(context.eventLog, context.state, askedMoment(context, query.asOf, null)),
  );
}
