/** What the analyser needs from outside, so that tests can supply their own. */
export interface Outside {
  /** Milliseconds since 1970. */
  clock(): number;
  /** @throws the signal's reason where the signal stops it */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
  /** 0 to 1. */
  random(): number;
}
