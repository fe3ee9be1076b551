import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Many tests wait for something: one worker more than a small machine has cores.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'unit',
          // Modules are loaded once a process, not once a file: a third less time. Tests leave nothing behind, so none needs it.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.{long,alone}.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          env: { JANUS_BENCH_CONFIG: 'none', JANUS_BENCH_STATE: 'none' },
        },
      },
      {
        test: {
          name: 'long',
          include: ['test/**/*.long.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 120_000,
          env: { JANUS_BENCH_CONFIG: 'none', JANUS_BENCH_STATE: 'none' },
        },
      },
      {
        test: {
          // Tests that measure this machine, or build the package anew: one file after another, beside nothing.
          name: 'alone',
          include: ['test/**/*.alone.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 120_000,
          env: { JANUS_BENCH_CONFIG: 'none', JANUS_BENCH_STATE: 'none' },
        },
      },
    ],
  },
});
