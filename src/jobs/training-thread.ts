import { InputError } from '../errors.ts';
import { trainEnrolments } from '../model/learn/train.ts';
import { type Model, parseModelFile, serialiseModelFile } from '../model/model-file.ts';
import { judgeCandidate } from '../model/registry/judge-candidate.ts';
import type { Promotion } from '../model/registry/promotion.ts';
import { enrolmentTargetNamed } from '../model/targets/enrolment-targets.ts';
import { type AskedStores, serveStoreWork } from './asked-stores.ts';
import type { TrainingOutcome, TrainingRequest } from './training-request.ts';

/* A thread of its own that trains a candidate and judges it against the champion. */
serveStoreWork(async (request: TrainingRequest, stores): Promise<TrainingOutcome> => {
  const candidate = await trainEnrolments({
    ...request,
    target: enrolmentTargetNamed(request.target),
    eventLog: stores.eventLog,
    until: null,
    progress: () => {},
  });
  const { promoted, reason, gates } = await judged(candidate, request, stores);
  return { candidate: serialiseModelFile(candidate), promoted, reason, gates };
});

async function judged(
  candidate: Model,
  request: TrainingRequest,
  { eventLog, demographicsOf }: AskedStores,
): Promise<Promotion> {
  try {
    return await judgeCandidate(
      { ...request, eventLog, demographicsOf },
      parseModelFile(request.champion, 'the champion'),
      candidate,
    );
  } catch (error) {
    // Nothing is there yet that could judge: the candidate waits.
    if (error instanceof InputError) return { promoted: false, reason: error.message, gates: [] };
    throw error;
  }
}
