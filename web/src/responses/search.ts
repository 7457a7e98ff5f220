import { isMeasure, type Measure } from './measures.ts';

/** What the screen shows, as its URL describes it. A missing part means the default. */
export interface ResponsesSearch {
  /** Undefined for everybody. */
  learner?: string | undefined;
  /** Undefined for this presentation alone. */
  whose?: 'all' | undefined;
  /** Undefined for accuracy. */
  by?: Measure | undefined;
}

/** Reads a URL; values without a meaning become undefined. Every key is named, because the router hands on the others. */
export function readResponsesSearch(search: Record<string, unknown>): ResponsesSearch {
  const learner = typeof search.learner === 'string' ? search.learner.trim().slice(0, 100) : '';
  return {
    learner: learner === '' ? undefined : learner,
    whose: search.whose === 'all' ? 'all' : undefined,
    by: isMeasure(search.by) && search.by !== 'accuracy' ? search.by : undefined,
  };
}
