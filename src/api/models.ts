import { z } from 'zod';
import { InputError } from '../errors.ts';
import { currentDriftReport } from '../jobs/check-model.ts';
import { registeredModel } from '../model/registry/registry.ts';
import { ENROLMENT_TARGETS } from '../model/targets/enrolment-targets.ts';
import { modelsView } from '../read/models.ts';
import { type DriftView, driftSchema, modelsSchema } from '../read/models-view.ts';
import { allPresentations } from '../store/presentations.ts';
import { type ApiContext, type AsOf, askedMoment } from './context.ts';
import type { Server } from './http.ts';
import { asOfQuery } from './params.ts';

const SEED = 1;

export function modelsRoute(server: Server, context: AsOf & Pick<ApiContext, 'state' | 'inService'>): void {
  server.get(
    '/v1/models',
    {
      schema: {
        tags: ['models'],
        summary: 'Every registered model, and what was decided about it, when, by whom and why',
        querystring: asOfQuery,
        response: { 200: modelsSchema },
      },
    },
    async ({ query }) =>
      modelsView(context.state, context.inService().scorer.modelId, askedMoment(context, query.asOf, null)),
  );
}

type DriftContext = AsOf & Pick<ApiContext, 'eventLog' | 'cluster' | 'registry'>;

export function driftRoute(server: Server, context: DriftContext): void {
  server.get(
    '/v1/models/:modelId/drift',
    {
      schema: {
        tags: ['models'],
        summary:
          'Whether the data still resembles what a model learnt from, and whether its predictions came true',
        params: z.object({ modelId: z.string().min(1) }),
        querystring: asOfQuery,
        response: { 200: driftSchema },
      },
    },
    async (request) => {
      const { model } = await registeredModel(context.state, request.params.modelId);
      if (!Object.hasOwn(ENROLMENT_TARGETS, model.target))
        throw new InputError(`Model ${model.id} predicts ${model.target}, which is no target of enrolments.`);
      const check = {
        state: context.state,
        eventLog: context.eventLog,
        cluster: context.cluster,
        presentations: await allPresentations(context.state),
        settings: context.registry,
        seed: SEED,
        now: askedMoment(context, request.query.asOf, null),
      };
      // Cached, because it takes seconds; not kept, because a page that is opened must not change what is decided.
      const report = await context
        .inService()
        .views.view(model.id, `drift ${check.now}`, () => currentDriftReport(check, model));
      return report as DriftView;
    },
  );
}
