import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the dashboard into `dist/web`, from where the server hands it out; `npx vite` serves it with a proxy. */
export default defineConfig({
  root: 'web',
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // The charts come in a chunk of their own (about 600 kB), loaded after the first figures are on the page.
    chunkSizeWarningLimit: 800,
  },
  server: {
    proxy: { '/v1': 'http://127.0.0.1:8000', '/docs': 'http://127.0.0.1:8000' },
  },
});
