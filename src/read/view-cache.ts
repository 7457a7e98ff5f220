import { LRUCache } from 'lru-cache';
import { joinedKey } from '../domain/joined-key.ts';

/**
 * Views that are costly to compute, kept until something changes in their presentation. What was known at a moment only
 * changes when an event or a decision arrives.
 */
export interface ViewCache {
  /** The view under `key`, computed where it is missing; a failure is not kept. */
  view<T>(presentationId: string, key: string, compute: () => Promise<T>): Promise<T>;
  /** Forgets all views of a presentation. */
  forget(presentationId: string): void;
}

/** Keeps the `limit` views that were asked for last. */
export function createViewCache(limit: number): ViewCache {
  const views = new LRUCache<string, { presentationId: string; value: Promise<unknown> }>({ max: limit });
  return {
    view<T>(presentationId: string, key: string, compute: () => Promise<T>): Promise<T> {
      const name = joinedKey(presentationId, key);
      const kept = views.get(name);
      if (kept !== undefined) return kept.value as Promise<T>;
      const value = compute();
      views.set(name, { presentationId, value });
      value.catch(() => {
        if (views.peek(name)?.value === value) views.delete(name);
      });
      return value;
    },
    forget(presentationId) {
      for (const [name, view] of views.entries())
        if (view.presentationId === presentationId) views.delete(name);
    },
  };
}
