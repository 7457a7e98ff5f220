/** What the analyser needs of the world, so that tests have it in their hands. */
export interface Outside {
  /** Milliseconds since 1970. */
  clock(): number;
  /** @throws the signal's reason where it is stopped */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
  /** 0 to 1. */
  random(): number;
}
