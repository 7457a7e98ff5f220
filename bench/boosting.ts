import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { WIDTH, writeRows } from './boosting-rows.ts';
import type { Measurement, Outcome } from './measurement.ts';

/** Debian's Python; its packages python3-xgboost and python3-sklearn are the peers. */
const PYTHON = '/usr/bin/python3';
const REPETITIONS = 3;
const SCORED_ROWS = 33_000;

const seconds = z.array(z.number());
const peerSchema = z.object({
  fitSeconds: seconds,
  auc: z.number(),
  shapSeconds: seconds,
  forestSeconds: seconds.default([]),
  forestAuc: z.number().nullable().default(null),
});
const oursSchema = peerSchema.extend({ rowSeconds: seconds, peakMb: z.number() });

/** Trees against XGBoost's and scikit-learn's on the same rows, with the same number of threads. */
export async function measureBoosting(): Promise<Outcome> {
  if (!hasPeers()) return { skipped: `${PYTHON} has no xgboost and sklearn (Debian: python3-xgboost)` };
  const small = rivals(30_000, 1, true);
  const large = rivals(300_000, 1, false);
  const [smallByTwo, largeByTwo] =
    availableParallelism() < 2 ? [null, null] : [rivals(30_000, 2, false), rivals(300_000, 2, false)];
  const perRow = (times: readonly number[], unit: number) => times.map((time) => time * unit);
  return {
    measured: [
      fitted('boosting, 30,000 rows of 60', small, 0.8),
      fitted('boosting, 300,000 rows of 60', large, 0.9),
      ...(smallByTwo === null ? [] : [fitted('boosting, 30,000 rows of 60, two threads', smallByTwo, 0.8)]),
      ...(largeByTwo === null ? [] : [fitted('boosting, 300,000 rows of 60, two threads', largeByTwo, 0.9)]),
      {
        what: 'forest of 100, 30,000 rows of 60',
        unit: 's',
        values: small.ours.forestSeconds,
        goal: null,
        goalRatio: 0.4,
        peer: { name: 'scikit-learn', values: small.theirs.forestSeconds },
        note: aucs(small.ours.forestAuc, small.theirs.forestAuc),
      },
      {
        what: 'boosting, one row scored',
        unit: 'ms',
        values: perRow(small.ours.rowSeconds, 1000),
        goal: 0.015,
      },
      {
        what: `boosting, ${SCORED_ROWS.toLocaleString('en')} rows scored`,
        unit: 's',
        values: perRow(small.ours.rowSeconds, SCORED_ROWS),
        goal: 0.5,
      },
      {
        what: 'boosting, one row explained',
        unit: 'ms',
        values: perRow(small.ours.shapSeconds, 1000),
        goal: null,
        goalRatio: 0.5,
        peer: { name: 'XGBoost', values: perRow(small.theirs.shapSeconds, 1000) },
      },
      {
        what: 'boosting, 300,000 rows of 60: peak memory, rows and all',
        unit: 'MB',
        values: [large.ours.peakMb],
        goal: 350,
        note: 'the whole process after a fit with one thread, 144 MB of it the rows',
      },
    ],
  };
}

function hasPeers(): boolean {
  try {
    execFileSync(PYTHON, ['-c', 'import sklearn, xgboost'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

interface Rivals {
  readonly ours: z.infer<typeof oursSchema>;
  readonly theirs: z.infer<typeof peerSchema>;
}

function rivals(rows: number, threads: number, withForest: boolean): Rivals {
  const folder = mkdtempSync(join(tmpdir(), 'rekindle-boosting-'));
  const forest = withForest ? '1' : '0';
  try {
    writeRows(folder, rows);
    const ours = answerOf(process.execPath, 'boosting-once.ts', [
      folder,
      `${rows}`,
      `${REPETITIONS}`,
      forest,
      `${threads}`,
    ]);
    const theirs = answerOf(PYTHON, 'python/boosting_peer.py', [
      folder,
      `${rows}`,
      `${WIDTH}`,
      `${REPETITIONS}`,
      forest,
      `${threads}`,
    ]);
    return { ours: oursSchema.parse(ours), theirs: peerSchema.parse(theirs) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const answerOf = (command: string, script: string, args: readonly string[]): unknown =>
  JSON.parse(execFileSync(command, [join(import.meta.dirname, script), ...args], { encoding: 'utf8' }));

const fitted = (what: string, { ours, theirs }: Rivals, goalRatio: number): Measurement => ({
  what,
  unit: 's',
  values: ours.fitSeconds,
  goal: null,
  goalRatio,
  peer: { name: 'XGBoost', values: theirs.fitSeconds },
  note: aucs(ours.auc, theirs.auc),
});

const aucs = (ours: number | null, theirs: number | null): string =>
  `AUC ${ours?.toFixed(4)}, theirs ${theirs?.toFixed(4)}`;
