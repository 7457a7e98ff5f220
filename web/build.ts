import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Texts from this size on; below it compression saves less than a packet. */
const LEAST_BYTES = 1_024;
const TEXT = /\.(js|css|html|svg)$/;

/**
 * Builds the pages into `dist/web`. Their tools are development dependencies: an installation without them
 * (`npm ci --omit=dev`) goes on, and says how to get a dashboard.
 */
async function buildPages(): Promise<void> {
  const vite = await import('vite').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  });
  if (vite === null)
    process.stderr.write(
      'The dashboard is not built: vite is a development dependency. Run npm ci without --omit=dev, or copy dist/web from a built package.\n',
    );
  else {
    await vite.build();
    await compressPages(join(import.meta.dirname, '..', 'dist', 'web'));
  }
}

/** Writes `.br` and `.gz` beside each text, as small as they get: this happens once, not for each browser. */
async function compressPages(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    if (!TEXT.test(name)) continue;
    const file = join(folder, name);
    const text = await readFile(file);
    if (text.length < LEAST_BYTES) continue;
    await writeFile(`${file}.br`, await promisify(brotliCompress)(text, BROTLI));
    await writeFile(`${file}.gz`, await promisify(gzip)(text, { level: constants.Z_BEST_COMPRESSION }));
  }
}

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };

await buildPages();
