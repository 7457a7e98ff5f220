/** Zero crossings of the sinc on either side. */
const CROSSINGS = 24;
/** The parameter of Kaiser's window, for 80 dB of attenuation in the stop band. */
const BETA = 8;
/** Share of the lower Nyquist frequency that passes unchanged. */
const ROLL_OFF = 0.94;
/** At how many places between two samples the kernel is tabulated. */
const STEPS = 512;

/**
 * Changes the sample rate by a windowed sinc (Smith and Gossett 1984, "A flexible sampling-rate conversion method",
 * ICASSP), keeping the frequencies that both rates can hold.
 */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples;
  const cutoff = ROLL_OFF * Math.min(1, to / from);
  const reach = CROSSINGS / cutoff;
  const kernel = sincKernel(cutoff, reach);
  const out = new Float32Array(Math.floor((samples.length * to) / from));
  for (let i = 0; i < out.length; i += 1) {
    const centre = (i * from) / to;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(samples.length - 1, Math.floor(centre + reach));
    let sum = 0;
    for (let j = first; j <= last; j += 1) {
      const place = Math.abs(centre - j) * STEPS;
      const low = Math.floor(place);
      const share = place - low;
      sum += samples[j] * (kernel[low] * (1 - share) + kernel[low + 1] * share);
    }
    out[i] = sum;
  }
  return out;
}

/** One side of the kernel, `STEPS` values a sample. */
function sincKernel(cutoff: number, reach: number): Float64Array {
  const kernel = new Float64Array(Math.ceil(reach * STEPS) + 2);
  const scale = besselI0(BETA);
  for (let i = 0; i < kernel.length; i += 1) {
    const x = i / STEPS;
    const inWindow = 1 - (x / reach) ** 2;
    const window = inWindow > 0 ? besselI0(BETA * Math.sqrt(inWindow)) / scale : 0;
    const angle = Math.PI * cutoff * x;
    kernel[i] = cutoff * (i === 0 ? 1 : Math.sin(angle) / angle) * window;
  }
  return kernel;
}

/** The modified Bessel function of the first kind and order 0 (Abramowitz and Stegun 1964, 9.6.10). */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-12 * sum; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
