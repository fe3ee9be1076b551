import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.long.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          env: { JANUS_BENCH_CONFIG: 'none' },
        },
      },
      {
        test: {
          name: 'long',
          include: ['test/**/*.long.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 120_000,
          env: { JANUS_BENCH_CONFIG: 'none' },
        },
      },
    ],
  },
});
