import { defineConfig } from '@playwright/test'
import { findChromium } from './tools/chromium.ts'

const { path, flags, env } = findChromium()

/** The console and the public pages in a real browser; the tests share one platform, and each takes care of what it changes there. */
export default defineConfig({
  testDir: 'packages/console/tests',
  testMatch: '**/*.spec.ts',
  globalSetup: './packages/console/tests/setup.ts',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  // What passes only in its second try is named at the end of the run.
  retries: 1,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: path, args: [...flags], env: { ...definedOnly(process.env), ...env } },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
})

function definedOnly(all: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
