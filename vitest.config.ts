import { defineConfig } from 'vitest/config'

/** Three rings: law (pure), house (real PostgreSQL through HTTP), ground (the zone with a real engine, sandbox and browser). */
export default defineConfig({
  test: {
    // Most tests wait for a disk, a sandbox or a clock: one worker a core, not one less.
    maxWorkers: '100%',
    projects: [
      // What is pure has nothing to keep apart: one worker reads its modules once for all files.
      { test: { name: 'law', isolate: false, include: ['packages/law/src/**/*.test.ts'] } },
      { test: { name: 'keys', isolate: false, include: ['packages/{keys,ledger}/src/**/*.test.ts'] } },
      {
        test: {
          name: 'house',
          include: ['packages/platform/src/**/*.test.ts', 'tools/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: ['packages/platform/src/store/testing.ts'],
        },
      },
      {
        test: {
          name: 'ground',
          include: ['packages/zone/src/**/*.test.ts', 'packages/zone/redteam/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      { test: { name: 'console', isolate: false, include: ['packages/console/src/**/*.test.{ts,tsx}'] } },
    ],
  },
})
