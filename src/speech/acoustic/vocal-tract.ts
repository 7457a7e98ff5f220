import type { AlignedPhone } from '../align/aligned-phone.ts';
import type { AcousticModel } from './acoustic-model.ts';
import { cepstraOf } from './cepstra.ts';
import { FEATURES, subtractMean, withSlopes } from './features.ts';

/** From long vocal tracts to those of small children. */
const WARPS: readonly number[] = [0.88, 0.94, 1, 1.06, 1.12, 1.18, 1.26, 1.34];

/**
 * The warp under which the phones that were heard fit best. It brings children's voices closer to the adult voices that
 * the model was trained on (Lee and Rose 1998, "A frequency warping approach to speaker normalization"). The phones
 * keep their places in the recording.
 */
export function bestWarp(
  spectra: Float32Array,
  phones: readonly AlignedPhone[],
  model: AcousticModel,
): number {
  const fits = WARPS.map((warp) => {
    const cepstra = cepstraOf(spectra, model.frontEnd, warp);
    subtractMean(cepstra);
    return fitOf(withSlopes(cepstra), phones, model);
  });
  return WARPS[fits.indexOf(Math.max(...fits))];
}

/** The sum, over frames, of the best density in the codebook of each frame's phone. */
function fitOf(
  features: Float32Array,
  phones: readonly AlignedPhone[],
  { gaussians }: AcousticModel,
): number {
  const { streams, densities, dimensions, means, precisions, heights } = gaussians;
  let total = 0;
  for (const { phone, word, from, to } of phones) {
    if (word < 0) continue;
    for (let frame = from; frame < to; frame += 1) {
      for (let stream = 0; stream < streams; stream += 1) {
        const start = frame * FEATURES + stream * dimensions;
        let best = -Infinity;
        for (let k = 0; k < densities; k += 1) {
          const density = (phone * streams + stream) * densities + k;
          let score = heights[density];
          for (let d = 0; d < dimensions; d += 1) {
            const distance = features[start + d] - means[density * dimensions + d];
            score -= distance * distance * precisions[density * dimensions + d];
          }
          if (score > best) best = score;
        }
        total += best;
      }
    }
  }
  return total;
}
