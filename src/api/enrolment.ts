import { NotFoundError } from '../errors.ts';
import { enrolmentAt, whyNoRisk } from '../read/enrolment.ts';
import { enrolmentSchema } from '../read/enrolment-view.ts';
import { riskOf } from '../read/risk.ts';
import { riskSchema } from '../read/risk-view.ts';
import { type AsOf, askedMoment, askedPresentation } from './context.ts';
import type { Server } from './http.ts';
import { asOfQuery, enrolmentParams } from './params.ts';

export function enrolmentRoutes(server: Server, context: AsOf): void {
  server.get(
    '/v1/enrolments/:presentationId/:learnerId/risk',
    {
      schema: {
        tags: ['enrolments'],
        summary: 'Risk of one enrolment, with its reasons',
        params: enrolmentParams,
        querystring: asOfQuery,
        response: { 200: riskSchema },
      },
    },
    async ({ params: { presentationId, learnerId }, query }) => {
      const presentation = await askedPresentation(context, presentationId);
      const service = context.inService();
      const asOf = askedMoment(context, query.asOf, presentation);
      const risk = await riskOf(service, presentation, learnerId, asOf);
      if (risk === null) throw new NotFoundError(await whyNoRisk(service, presentation, learnerId, asOf));
      return risk;
    },
  );
  server.get(
    '/v1/enrolments/:presentationId/:learnerId',
    {
      schema: {
        tags: ['enrolments'],
        summary: 'Everything known about one enrolment',
        params: enrolmentParams,
        querystring: asOfQuery,
        response: { 200: enrolmentSchema },
      },
    },
    async ({ params: { presentationId, learnerId }, query }) => {
      const presentation = await askedPresentation(context, presentationId);
      const service = context.inService();
      return enrolmentAt(service, presentation, learnerId, askedMoment(context, query.asOf, presentation));
    },
  );
}
