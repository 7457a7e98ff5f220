import { FEATURES } from './features.ts';
import type { Gaussians } from './gaussians.ts';

/** How many densities of a codebook count in a frame: Sphinx's own number (`topn`). */
export const BEST = 4;

/** The densities of each codebook and stream that score best in each frame. */
export interface BestDensities {
  readonly frames: number;
  /** Codebooks times streams. */
  readonly tables: number;
  /** The numbers of the best densities, by frame, table, rank. */
  readonly which: Uint8Array;
  /** The logarithms of those densities, in the same order. */
  readonly scores: Float32Array;
}

/** Which code computes the logarithms of all densities for a frame. */
export type Kernel = 'plain' | 'wasm';

/** Fills `out` with the scores of every density, by table and density, for the features of one frame. */
export type DensityScores = (features: Float32Array, out: Float32Array) => void;

/** Finds the best densities in every frame. */
export function bestDensities(
  features: Float32Array,
  gaussians: Gaussians,
  scoresOf: DensityScores,
): BestDensities {
  const { codebooks, streams, densities } = gaussians;
  const tables = codebooks * streams;
  const frames = features.length / FEATURES;
  const which = new Uint8Array(frames * tables * BEST);
  const scores = new Float32Array(frames * tables * BEST);
  const all = new Float32Array(tables * densities);
  for (let frame = 0; frame < frames; frame += 1) {
    scoresOf(features.subarray(frame * FEATURES, (frame + 1) * FEATURES), all);
    for (let table = 0; table < tables; table += 1)
      keepBest(all, table * densities, densities, which, scores, (frame * tables + table) * BEST);
  }
  return { frames, tables, which, scores };
}

/** Puts the four largest of `densities` scores at `place`, in falling order. */
function keepBest(
  all: Float32Array,
  start: number,
  densities: number,
  which: Uint8Array,
  scores: Float32Array,
  place: number,
): void {
  const last = place + BEST - 1;
  scores.fill(-Infinity, place, last + 1);
  let least = -Infinity;
  for (let k = 0; k < densities; k += 1) {
    const score = all[start + k];
    if (score <= least) continue;
    let rank = last;
    for (; rank > place && scores[rank - 1] < score; rank -= 1) {
      scores[rank] = scores[rank - 1];
      which[rank] = which[rank - 1];
    }
    scores[rank] = score;
    which[rank] = k;
    least = scores[last];
  }
}

/** In plain JavaScript, with the precision and order of the WebAssembly kernel, so that both give the same bits. */
export function plainDensityScores(gaussians: Gaussians): DensityScores {
  const { codebooks, streams, densities, dimensions } = gaussians;
  const { means, precisions } = byDimension(gaussians);
  return (features, out) => {
    out.set(gaussians.heights);
    for (let table = 0; table < codebooks * streams; table += 1) {
      const stream = table % streams;
      const scores = out.subarray(table * densities, (table + 1) * densities);
      for (let dimension = 0; dimension < dimensions; dimension += 1) {
        const x = features[stream * dimensions + dimension];
        const start = (table * dimensions + dimension) * densities;
        for (let k = 0; k < densities; k += 1) {
          const distance = Math.fround(x - means[start + k]);
          scores[k] -= Math.fround(Math.fround(distance * distance) * precisions[start + k]);
        }
      }
    }
  };
}

/** Means and precisions with the densities side by side, so that the kernel can compute four at once. */
export function byDimension({ codebooks, streams, densities, dimensions, means, precisions }: Gaussians): {
  means: Float32Array;
  precisions: Float32Array;
} {
  const turned = { means: new Float32Array(means.length), precisions: new Float32Array(means.length) };
  for (let table = 0; table < codebooks * streams; table += 1) {
    for (let k = 0; k < densities; k += 1) {
      for (let dimension = 0; dimension < dimensions; dimension += 1) {
        const from = (table * densities + k) * dimensions + dimension;
        const to = (table * dimensions + dimension) * densities + k;
        turned.means[to] = means[from];
        turned.precisions[to] = precisions[from];
      }
    }
  }
  return turned;
}
