import { InputError } from '../../errors.ts';
import { sphinxBody } from './sphinx-file.ts';

/**
 * The normal densities of every codebook. Each phone has one codebook in each of three streams (value, slope,
 * curvature).
 */
export interface Gaussians {
  readonly codebooks: number;
  readonly streams: number;
  readonly densities: number;
  readonly dimensions: number;
  /** By codebook, stream, density, dimension. */
  readonly means: Float32Array;
  /** 1 / (2 variance), in the order of the means. */
  readonly precisions: Float32Array;
  /** Logarithm of the density at its mean, by codebook, stream, density. */
  readonly heights: Float32Array;
}

/** The least variance: Sphinx's own default (`varfloor`). */
const LEAST_VARIANCE = 1e-4;

/**
 * Reads `means` and `variances`; both files have the same layout.
 *
 * @throws InputError where the two files do not match
 */
export function readGaussians(meansBytes: Uint8Array, variancesBytes: Uint8Array): Gaussians {
  const means = readTable(meansBytes, 'means');
  const variances = readTable(variancesBytes, 'variances');
  const { codebooks, streams, densities, dimensions } = means;
  if (means.values.length !== variances.values.length)
    throw new InputError('means and variances belong to different models.');
  const precisions = new Float32Array(means.values.length);
  const heights = new Float32Array(codebooks * streams * densities);
  for (let density = 0; density < heights.length; density += 1) {
    let height = (-dimensions / 2) * Math.log(2 * Math.PI);
    for (let k = density * dimensions; k < (density + 1) * dimensions; k += 1) {
      const variance = Math.max(LEAST_VARIANCE, variances.values[k]);
      precisions[k] = 1 / (2 * variance);
      height -= Math.log(variance) / 2;
    }
    heights[density] = height;
  }
  return { codebooks, streams, densities, dimensions, means: means.values, precisions, heights };
}

function readTable(bytes: Uint8Array, name: string) {
  const body = sphinxBody(bytes, name);
  const [codebooks, streams, densities] = [0, 4, 8].map((at) => body.getInt32(at, true));
  const lengths = Array.from({ length: streams }, (_, nth) => body.getInt32(12 + 4 * nth, true));
  const dimensions = lengths[0];
  if (lengths.some((length) => length !== dimensions))
    throw new InputError(`${name}: all streams must have the same number of dimensions.`);
  const start = 16 + 4 * streams;
  const values = Float32Array.from({ length: codebooks * streams * densities * dimensions }, (_, nth) =>
    body.getFloat32(start + 4 * nth, true),
  );
  return { codebooks, streams, densities, dimensions, values };
}
