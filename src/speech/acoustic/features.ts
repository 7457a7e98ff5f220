import { COEFFICIENTS } from './cepstra.ts';

/** How many numbers a frame has: the cepstra, their slopes and their curvatures. */
export const FEATURES = 3 * COEFFICIENTS;

/**
 * Subtracts the mean of the recording from each coefficient, in place. This also removes what the microphone and the
 * room add.
 */
export function subtractMean(cepstra: Float32Array): void {
  const frames = cepstra.length / COEFFICIENTS;
  for (let k = 0; k < COEFFICIENTS; k += 1) {
    let sum = 0;
    for (let frame = 0; frame < frames; frame += 1) sum += cepstra[frame * COEFFICIENTS + k];
    const mean = sum / frames;
    for (let frame = 0; frame < frames; frame += 1) cepstra[frame * COEFFICIENTS + k] -= mean;
  }
}

/**
 * Adds slopes over five frames and curvatures over seven, as Sphinx's `1s_c_d_dd` does; the first and last frames are
 * repeated at the ends.
 */
export function withSlopes(cepstra: Float32Array): Float32Array {
  const frames = cepstra.length / COEFFICIENTS;
  const features = new Float32Array(frames * FEATURES);
  const last = frames - 1;
  const at = (frame: number, k: number): number =>
    cepstra[Math.min(last, Math.max(0, frame)) * COEFFICIENTS + k];
  for (let frame = 0; frame < frames; frame += 1) {
    for (let k = 0; k < COEFFICIENTS; k += 1) {
      const place = frame * FEATURES + k;
      features[place] = at(frame, k);
      features[place + COEFFICIENTS] = at(frame + 2, k) - at(frame - 2, k);
      features[place + 2 * COEFFICIENTS] =
        at(frame + 3, k) - at(frame - 1, k) - (at(frame + 1, k) - at(frame - 3, k));
    }
  }
  return features;
}
