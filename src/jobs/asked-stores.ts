import type { PresentationId } from '../domain/presentation.ts';
import type { Demographics } from '../model/registry/fairness.ts';
import type { EventLog } from '../store/event-log.ts';
// Not from event-log.ts: that loads ClickHouse, which a process can hold only once, so not again in a thread.
import { namesOn } from '../store/table-names.ts';
import { serve } from '../worker.ts';
import type { StoreAnswers, StoreThread } from './store-answers.ts';

/** The stores as a thread sees them: it asks the process that started it. It can only read. */
export interface AskedStores {
  readonly eventLog: EventLog;
  readonly demographicsOf: (ids: readonly PresentationId[]) => Promise<Map<string, Demographics>>;
}

/** Registers `work` as what this thread does when inStoreThread runs it. */
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
 * An embedded store belongs to one process, which has only one ClickHouse, so a thread asks the process that started it
 * for rows.
 */
function askedStores(answers: StoreAnswers, cluster: string | null): AskedStores {
  const refused = () => Promise.reject(new Error('A thread can only read.'));
  return {
    eventLog: {
      ...namesOn(cluster),
      rows: async <Row>(...asked: Parameters<StoreAnswers['rows']>) =>
        (await answers.rows(...asked)) as Row[],
      rowBinary: async (sql, params) => Buffer.from(await answers.rowBinary(sql, params)),
      command: refused,
      insert: refused,
      insertTsv: refused,
      heldIds: null,
      trim: async () => {},
      close: async () => {},
    },
    demographicsOf: (ids) => answers.demographicsOf(ids),
  };
}
