import type { PresentationId } from '../domain/presentation.ts';
import type { Demographics } from '../model/registry/fairness.ts';
import type { EventLog } from '../store/event-log.ts';
// Not event-log.ts itself: the engine it brings is one a process, not one a thread.
import { namesOn } from '../store/table-names.ts';
import { serve } from '../worker.ts';
import type { StoreAnswers, StoreThread } from './store-answers.ts';

/** The stores as a thread has them: by asking the process that started it. It can only read. */
export interface AskedStores {
  readonly eventLog: EventLog;
  readonly demographicsOf: (ids: readonly PresentationId[]) => Promise<Map<string, Demographics>>;
}

/** Makes `work` what this thread does when it is run by inStoreThread. */
export function serveStoreWork<Request extends { readonly cluster: string | null }, Outcome>(
  work: (request: Request, stores: AskedStores) => Promise<Outcome>,
): void {
  const thread: StoreThread = {
    run(asked, answers) {
      const request = asked as Request;
      return work(request, askedStores(answers, request.cluster));
    },
  };
  serve(thread);
}

/**
 * An embedded store belongs to one process, and its engine is one a process, so a thread asks the one that started it for
 * rows.
 */
function askedStores(answers: StoreAnswers, cluster: string | null): AskedStores {
  const refused = () => Promise.reject(new Error('A thread only reads.'));
  return {
    eventLog: {
      ...namesOn(cluster),
      rows: async <Row>(...asked: Parameters<StoreAnswers['rows']>) =>
        (await answers.rows(...asked)) as Row[],
      rowBinary: async (sql, params) => Buffer.from(await answers.rowBinary(sql, params)),
      command: refused,
      insert: refused,
      insertTsv: refused,
      trim: async () => {},
      close: async () => {},
    },
    demographicsOf: (ids) => answers.demographicsOf(ids),
  };
}
