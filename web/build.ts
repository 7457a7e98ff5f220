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
  else await vite.build();
}

await buildPages();
