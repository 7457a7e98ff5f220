/** A question of a thread to the process that holds the stores: plain values only, so that it can cross. */
export interface StoreQuestion {
  readonly id: number;
  readonly ask: 'rows' | 'rowBinary' | 'demographicsOf';
  readonly args: readonly unknown[];
}

/** An answer, or why there is none. */
export interface StoreAnswer {
  readonly id: number;
  readonly value?: unknown;
  readonly problem?: string;
}

/** What a thread sends: questions, and at last what came out. */
export type FromThread<Outcome> = { readonly question: StoreQuestion } | { readonly outcome: Outcome };
