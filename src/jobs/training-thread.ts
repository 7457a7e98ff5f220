import { InputError } from '../errors.ts';
import { trainEnrolments } from '../model/learn/train.ts';
import { leftOutText } from '../model/learn/usable-presentations.ts';
import { type Model, parseModelFile, serialiseModelFile } from '../model/model-file.ts';
import { judgeCandidate } from '../model/registry/judge-candidate.ts';
import type { Promotion } from '../model/registry/promotion.ts';
import { enrolmentTargetNamed } from '../model/targets/enrolment-targets.ts';
import { type AskedStores, serveStoreWork } from './asked-stores.ts';
import type { TrainingOutcome, TrainingRequest } from './training-request.ts';

/* Trains a candidate and judges it against the champion, in a separate thread. */
serveStoreWork(async (request: TrainingRequest, stores): Promise<TrainingOutcome> => {
  const { model, judged, leftOut } = await trainEnrolments({
    ...request,
    target: enrolmentTargetNamed(request.target),
    eventLog: stores.eventLog,
    until: null,
    progress: () => {},
  });
  // Where the candidate knows more than there was to know when the judges began, its earlier self stands for it.
  const { promoted, reason, gates } = await judgement(judged, request, stores);
  return {
    candidate: serialiseModelFile(model),
    leftOut: leftOut.map(leftOutText),
    promoted,
    reason,
    gates,
  };
});

async function judgement(
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
    // There is no data yet to judge the candidate by, so it waits.
    if (error instanceof InputError) return { promoted: false, reason: error.message, gates: [] };
    throw error;
  }
}
