import { parentPort, workerData } from 'node:worker_threads';
import type { PresentationId } from '../domain/presentation.ts';
import { InputError } from '../errors.ts';
import type { Demographics } from '../model/life/fairness.ts';
import { judgeCandidate } from '../model/life/judge-candidate.ts';
import type { Promotion } from '../model/life/promotion.ts';
import { type Model, parseModelFile, serialiseModelFile } from '../model/model-file.ts';
import { enrolmentTargetNamed } from '../model/targets/enrolment-targets.ts';
import { trainEnrolments } from '../model/train.ts';
// Not event-log.ts itself: the engine it brings is one a process, not one a thread.
import { namesOn } from '../store/cluster-names.ts';
import type { EventLog } from '../store/event-log.ts';
import type { FromTraining, StoreAnswer, StoreQuestion, TrainingRequest } from './training-request.ts';

/*
 * A thread of its own that trains a candidate and judges it against the champion. An embedded store belongs to one process,
 * so the thread asks the one that started it for rows; all reckoning is done here, where no request waits for it.
 */
const request = workerData as TrainingRequest;
const port = parentPort;
if (port === null) throw new Error('training-thread.ts is to be run as a worker thread');

const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
port.on('message', ({ id, value, problem }: StoreAnswer) => {
  const asked = waiting.get(id);
  waiting.delete(id);
  if (problem === undefined) asked?.resolve(value as never);
  else asked?.reject(new Error(problem));
});

let questions = 0;
function ask<Answer>(what: StoreQuestion['ask'], ...args: readonly unknown[]): Promise<Answer> {
  questions += 1;
  const question: StoreQuestion = { id: questions, ask: what, args };
  return new Promise<Answer>((resolve, reject) => {
    waiting.set(question.id, { resolve, reject });
    send({ question });
  });
}

const send = (message: FromTraining) => port.postMessage(message);

const refused = () => Promise.reject(new Error('A training only reads.'));
const eventLog: EventLog = {
  ...namesOn(request.cluster),
  rows: (sql, params) => ask('rows', sql, params),
  rowBinary: async (sql, params) => Buffer.from(await ask<Uint8Array>('rowBinary', sql, params)),
  command: refused,
  insert: refused,
  insertTsv: refused,
  trim: async () => {},
  close: async () => {},
};

const candidate = await trainEnrolments({
  ...request,
  target: enrolmentTargetNamed(request.target),
  eventLog,
  until: null,
  progress: () => {},
});
const { promoted, reason, gates } = await judged(candidate);
send({ outcome: { candidate: serialiseModelFile(candidate), promoted, reason, gates } });
port.close();

async function judged(model: Model): Promise<Promotion> {
  try {
    return await judgeCandidate(
      {
        ...request,
        eventLog,
        demographicsOf: (ids: readonly PresentationId[]) =>
          ask<Map<string, Demographics>>('demographicsOf', ids),
      },
      parseModelFile(request.champion, 'the champion'),
      model,
    );
  } catch (error) {
    // Nothing is there yet that could judge: the candidate waits.
    if (error instanceof InputError) return { promoted: false, reason: error.message, gates: [] };
    throw error;
  }
}
