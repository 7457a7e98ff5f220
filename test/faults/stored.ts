import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { NODE, surroundings } from './rekindle-process.ts';

/** What the stores of a data folder hold, in a fixed order, so that two of them can be compared. */
export interface Stored {
  readonly events: readonly {
    readonly event_id: string;
    readonly verb: string;
    readonly learner_id: string;
  }[];
  /** Each valid scoring with the number of risks that it should have (`enrolments`) and has (`risks`). */
  readonly scorings: readonly {
    readonly presentation: string;
    readonly asOf: string;
    readonly enrolments: number;
    readonly risks: number;
  }[];
  readonly learners: readonly string[];
  readonly presentations: readonly unknown[];
  readonly demographics: readonly unknown[];
  readonly decisions: readonly unknown[];
  readonly outbox: readonly unknown[];
  readonly inbox: readonly unknown[];
  readonly unsent: readonly unknown[];
}

/** Reads a data folder that no process holds, in a process of its own: chDB takes one folder per process. */
export async function storedIn(dataDir: string): Promise<Stored> {
  const { stdout } = await promisify(execFile)(NODE, [join(import.meta.dirname, 'print-stored.ts')], {
    env: { ...surroundings, REKINDLE_DATA_DIR: dataDir },
    maxBuffer: 1 << 28,
  });
  return JSON.parse(stdout) as Stored;
}
