import type { PresentationId } from '../domain/presentation.ts';
import type { Demographics } from '../model/registry/fairness.ts';
import type { EventLog } from '../store/event-log.ts';

/**
 * What the process that holds the stores answers to a thread: only plain values, so that they can be passed between
 * threads.
 */
export interface StoreAnswers {
  rows(...asked: Parameters<EventLog['rows']>): Promise<unknown[]>;
  rowBinary(...asked: Parameters<EventLog['rowBinary']>): Promise<Uint8Array>;
  demographicsOf(ids: readonly PresentationId[]): Promise<Map<string, Demographics>>;
}

/**
 * A thread that does one piece of work and asks for what it needs (see serveStoreWork). Both sides know the types of
 * the work's request and outcome.
 */
export interface StoreThread {
  run(request: object, answers: StoreAnswers): Promise<unknown>;
}
