import { defineConfig } from 'vitest/config';

const FOLDERS = ['src', 'web/src', 'test', 'bench'];

const filesEnding = (ending: string) => FOLDERS.map((folder) => `${folder}/**/*${ending}`);

/**
 * Three tiers, by the ending of a file's name. `.test.ts`: no store, process, thread or browser, all of them in less than a
 * minute. `.slow.test.ts`: with them. `.long.test.ts`: long proofs, such as kills under load and whole data sets.
 */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: filesEnding('.test.ts'),
          // They share nothing that one could spoil for another, so that each file need not load its modules anew.
          isolate: false,
          exclude: [...filesEnding('.slow.test.ts'), ...filesEnding('.long.test.ts')],
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: filesEnding('.slow.test.ts'),
          globalSetup: ['test/pages/remove-prepared.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: filesEnding('.long.test.ts'),
          globalSetup: ['test/pages/remove-prepared.ts'],
        },
      },
    ],
    setupFiles: ['test/seed.ts'],
    // The embedded stores are native and heavy: one at a time on a small machine keeps the run steady.
    maxWorkers: 2,
    // Tests with stores take seconds, and several times as long on a machine with other work.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
