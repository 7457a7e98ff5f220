import { isMeasure, type Measure } from './measures.ts';

/** What the screen shows, as its URL describes it; what is left out is the default. */
export interface ResponsesSearch {
  /** Everybody where there is none. */
  learner?: string | undefined;
  /** Responses of this presentation where it is left out. */
  whose?: 'all' | undefined;
  /** Accuracy where it is left out. */
  by?: Measure | undefined;
}

/** What a URL says; what it cannot mean is undefined. Every key is named, because the router hands on the others. */
export function readResponsesSearch(search: Record<string, unknown>): ResponsesSearch {
  const learner = typeof search.learner === 'string' ? search.learner.trim().slice(0, 100) : '';
  return {
    learner: learner === '' ? undefined : learner,
    whose: search.whose === 'all' ? 'all' : undefined,
    by: isMeasure(search.by) && search.by !== 'accuracy' ? search.by : undefined,
  };
}
