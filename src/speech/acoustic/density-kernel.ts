import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { byDimension, type DensityScores, plainDensityScores } from './codebook-scores.ts';
import { FEATURES } from './features.ts';
import type { Gaussians } from './gaussians.ts';

/** The function of wasm/densities.ts. Its numbers are addresses, except for the counts. */
interface WasmDensities {
  scoreDensities(
    features: number,
    means: number,
    precisions: number,
    heights: number,
    out: number,
    tables: number,
    streams: number,
    dimensions: number,
    densities: number,
  ): void;
}

const WASM = readFileSync(join(import.meta.dirname, 'wasm', 'densities.wasm'));
const PAGE_BYTES = 65_536;
/** How many densities the kernel takes at once. */
const AT_ONCE = 16;

/**
 * Scores by WebAssembly where the JavaScript engine has SIMD, otherwise in plain JavaScript; both give the same bits.
 */
export function densityScores(gaussians: Gaussians): DensityScores {
  const canRun = WebAssembly.validate(WASM) && gaussians.densities % AT_ONCE === 0;
  return canRun ? wasmDensityScores(gaussians) : plainDensityScores(gaussians);
}

function wasmDensityScores(gaussians: Gaussians): DensityScores {
  const { codebooks, streams, densities, dimensions, heights } = gaussians;
  const turned = byDimension(gaussians);
  const arrays = [new Float32Array(FEATURES), turned.means, turned.precisions, heights, heights];
  let bytes = 0;
  const places = arrays.map((array) => {
    const place = bytes;
    bytes = Math.ceil((bytes + array.byteLength) / 64) * 64;
    return place;
  });
  const pages = Math.ceil(bytes / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const views = arrays.map((array, nth) => {
    const view = new Float32Array(memory.buffer, places[nth], array.length);
    view.set(array);
    return view;
  });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(WASM), { env: { memory } });
  const wasm = exports as unknown as WasmDensities;
  const [features, means, precisions, peaks, scores] = places;
  const tables = codebooks * streams;
  return (frame, out) => {
    views[0].set(frame);
    wasm.scoreDensities(features, means, precisions, peaks, scores, tables, streams, dimensions, densities);
    out.set(views[4]);
  };
}
