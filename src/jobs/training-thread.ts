import { workerData } from 'node:worker_threads';
import { InputError } from '../errors.ts';
import { trainEnrolments } from '../model/learn/train.ts';
import { type Model, parseModelFile, serialiseModelFile } from '../model/model-file.ts';
import { judgeCandidate } from '../model/registry/judge-candidate.ts';
import type { Promotion } from '../model/registry/promotion.ts';
import { enrolmentTargetNamed } from '../model/targets/enrolment-targets.ts';
import { askedStores } from './asked-stores.ts';
import type { TrainingOutcome, TrainingRequest } from './training-request.ts';

/* A thread of its own that trains a candidate and judges it against the champion. */
const request = workerData as TrainingRequest;
const { eventLog, demographicsOf, finish } = askedStores<TrainingOutcome>(request.cluster);

const candidate = await trainEnrolments({
  ...request,
  target: enrolmentTargetNamed(request.target),
  eventLog,
  until: null,
  progress: () => {},
});
const { promoted, reason, gates } = await judged(candidate);
finish({ candidate: serialiseModelFile(candidate), promoted, reason, gates });

async function judged(model: Model): Promise<Promotion> {
  try {
    return await judgeCandidate(
      { ...request, eventLog, demographicsOf },
      parseModelFile(request.champion, 'the champion'),
      model,
    );
  } catch (error) {
    // Nothing is there yet that could judge: the candidate waits.
    if (error instanceof InputError) return { promoted: false, reason: error.message, gates: [] };
    throw error;
  }
}
