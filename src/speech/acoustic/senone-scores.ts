import type { AcousticModel } from './acoustic-model.ts';
import { BEST, type BestDensities } from './codebook-scores.ts';
import { STEP } from './mixture-weights.ts';

/** How well frames fit senones: logarithms of likelihoods. */
export interface SenoneScores {
  readonly frames: number;
  /** The scores of every frame; they are cached. */
  row(senone: number): Float32Array;
  /** The scores of the frames from `from` to `to` (exclusive). */
  piece(senone: number, from: number, to: number): Float32Array;
}

/**
 * Scores a senone when it is first needed: the weighted sum of each stream's densities, multiplied over the streams.
 * This is how Sphinx's phonetically tied models are built.
 */
export function senoneScores(
  { gaussians, mixtures, definitions }: AcousticModel,
  best: BestDensities,
): SenoneScores {
  const known = new Map<number, Float32Array>();
  const { streams, densities } = gaussians;
  const factors = Float64Array.from({ length: 256 }, (_, steps) => Math.exp(-steps * STEP));
  const piece = (senone: number, from: number, to: number): Float32Array => {
    const scores = new Float32Array(to - from);
    const table = definitions.phoneOfSenone[senone] * streams;
    for (let frame = from; frame < to; frame += 1) {
      let total = 0;
      for (let stream = 0; stream < streams; stream += 1) {
        const place = (frame * best.tables + table + stream) * BEST;
        const top = best.scores[place];
        let sum = 0;
        for (let rank = place; rank < place + BEST; rank += 1) {
          const density = stream * densities + best.which[rank];
          const factor = factors[mixtures.weights[density * mixtures.senones + senone]];
          sum += factor * Math.exp(best.scores[rank] - top);
        }
        total += top + Math.log(sum);
      }
      scores[frame - from] = total;
    }
    return scores;
  };
  return {
    frames: best.frames,
    row: (senone) => {
      let scores = known.get(senone);
      if (scores === undefined) {
        scores = piece(senone, 0, best.frames);
        known.set(senone, scores);
      }
      return scores;
    },
    piece: (senone, from, to) => known.get(senone)?.subarray(from, to) ?? piece(senone, from, to),
  };
}
