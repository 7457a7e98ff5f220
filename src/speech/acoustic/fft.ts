/** Transforms `real` and `imaginary` in place; both must have the size that the transform was made for. */
export type FourierTransform = (real: Float64Array, imaginary: Float64Array) => void;

/**
 * The fast Fourier transform of radix two (Cooley and Tukey 1965, "An algorithm for the machine calculation of complex
 * Fourier series").
 *
 * @param size a power of two
 */
export function fourierTransform(size: number): FourierTransform {
  const cosines = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sines = Float64Array.from({ length: size / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
  const reversed = bitReversed(size);
  return (real, imaginary) => {
    for (let i = 0; i < size; i += 1) {
      const j = reversed[i];
      if (j <= i) continue;
      const re = real[i];
      const im = imaginary[i];
      real[i] = real[j];
      imaginary[i] = imaginary[j];
      real[j] = re;
      imaginary[j] = im;
    }
    for (let half = 1; half < size; half *= 2) {
      const stride = size / (2 * half);
      for (let start = 0; start < size; start += 2 * half) {
        for (let k = 0; k < half; k += 1) {
          const low = start + k;
          const high = low + half;
          const cosine = cosines[k * stride];
          const sine = sines[k * stride];
          const re = real[high] * cosine - imaginary[high] * sine;
          const im = real[high] * sine + imaginary[high] * cosine;
          real[high] = real[low] - re;
          imaginary[high] = imaginary[low] - im;
          real[low] += re;
          imaginary[low] += im;
        }
      }
    }
  };
}

function bitReversed(size: number): Uint32Array {
  const reversed = new Uint32Array(size);
  for (let i = 1; i < size; i += 1) reversed[i] = (reversed[i >> 1] >> 1) | (i & 1 ? size / 2 : 0);
  return reversed;
}
