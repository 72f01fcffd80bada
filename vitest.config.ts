import { defineConfig } from 'vitest/config'

/** Node runs these tests as it runs the programs, without a bundler between, and each worker reads a module once; the console's need a bundler. */
const plain = { isolate: false, experimental: { viteModuleRunner: false, nodeLoader: false } } as const

/** Three rings: law (pure), house (real PostgreSQL through HTTP), ground (the zone with a real engine, sandbox and browser). */
export default defineConfig({
  test: {
    // Most tests wait for a disk, a sandbox or a clock: one worker a core, not one less.
    maxWorkers: '100%',
    projects: [
      { test: { ...plain, name: 'law', include: ['packages/law/src/**/*.test.ts'] } },
      { test: { ...plain, name: 'keys', include: ['packages/{keys,ledger}/src/**/*.test.ts'] } },
      {
        test: {
          ...plain,
          name: 'house',
          include: ['packages/platform/src/**/*.test.ts', 'tools/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: ['packages/platform/src/store/testing.ts'],
        },
      },
      {
        test: {
          ...plain,
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
