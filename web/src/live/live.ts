import { createContext, useContext } from 'react';
import type { RiskChange } from './riskChange.ts';

/** What the screens know from the stream of new risks. */
export interface Live {
  readonly connected: boolean;
  /** The latest changes by learner, for a few seconds: what to highlight. */
  readonly fresh: ReadonlyMap<string, RiskChange>;
}

export const LiveContext = createContext<Live>({ connected: false, fresh: new Map() });

export const useLive = (): Live => useContext(LiveContext);
