// AssemblyScript, compiled to densities.wasm beside it by `npm run wasm`. Does what plainDensityScores in
// codebook-scores.ts does in plain JavaScript: both subtract the dimensions from a score in the same order and in
// single precision, so that they give the same bits.

/**
 * Scores every density of every table for one frame. All parameters except the counts are addresses; `densities` is a
 * multiple of 16.
 *
 * @param means by table, dimension, density; `precisions` likewise
 * @param heights by table, density
 */
export function scoreDensities(
  features: usize,
  means: usize,
  precisions: usize,
  heights: usize,
  out: usize,
  tables: i32,
  streams: i32,
  dimensions: i32,
  densities: i32,
): void {
  const row = (<usize>densities) << 2;
  for (let table = 0; table < tables; table += 1) {
    const values = features + ((<usize>((table % streams) * dimensions)) << 2);
    const start = <usize>table * <usize>dimensions * row;
    const scores = <usize>table * row;
    for (let at: usize = 0; at < row; at += 64) {
      let a = v128.load(heights + scores + at);
      let b = v128.load(heights + scores + at, 16);
      let c = v128.load(heights + scores + at, 32);
      let d = v128.load(heights + scores + at, 48);
      let mean = means + start + at;
      let precision = precisions + start + at;
      for (let dimension = 0; dimension < dimensions; dimension += 1) {
        const x = v128.load32_splat(values + ((<usize>dimension) << 2));
        const e = f32x4.sub(x, v128.load(mean));
        const f = f32x4.sub(x, v128.load(mean, 16));
        const g = f32x4.sub(x, v128.load(mean, 32));
        const h = f32x4.sub(x, v128.load(mean, 48));
        a = f32x4.sub(a, f32x4.mul(f32x4.mul(e, e), v128.load(precision)));
        b = f32x4.sub(b, f32x4.mul(f32x4.mul(f, f), v128.load(precision, 16)));
        c = f32x4.sub(c, f32x4.mul(f32x4.mul(g, g), v128.load(precision, 32)));
        d = f32x4.sub(d, f32x4.mul(f32x4.mul(h, h), v128.load(precision, 48)));
        mean += row;
        precision += row;
      }
      v128.store(out + scores + at, a);
      v128.store(out + scores + at, b, 16);
      v128.store(out + scores + at, c, 32);
      v128.store(out + scores + at, d, 48);
    }
  }
}
