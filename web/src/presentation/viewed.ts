import { createContext, useContext } from 'react';
import type { PresentationView } from '../../../src/read/presentations-view.ts';
import type { ViewedDay } from './day.ts';

/** What the screens of a presentation show. */
export interface Viewed extends ViewedDay {
  readonly presentation: PresentationView;
}

export const ViewedContext = createContext<Viewed | null>(null);

export function useViewed(): Viewed {
  const viewed = useContext(ViewedContext);
  if (!viewed) throw new Error('useViewed is for screens within PresentationLayout');
  return viewed;
}
