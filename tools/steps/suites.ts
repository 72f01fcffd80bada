/** The steps that run the tests, and how many of them passed. */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { ensureConsole } from '../start/console.ts'
import { asOne, type Count, exists, inRoot, root, runNode, type Step } from './step.ts'

type VitestReport = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

/** A file that could not be loaded has no tests to count: it counts as one that failed. */
const countVitest = (report: VitestReport): Count => ({
  passed: report.numPassedTests,
  failed:
    report.numFailedTests + report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
  broken: report.testResults.filter(({ status }) => status === 'failed').flatMap(brokenIn),
})

const brokenIn = ({ name, assertionResults }: VitestReport['testResults'][number]): readonly string[] => {
  const file = relative(root, name)
  const failed = assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => `${file} > ${fullName}`)
  return failed.length > 0 ? failed : [file]
}

type PlaywrightSuite = {
  readonly specs?: readonly { readonly ok: boolean; readonly title: string }[]
  readonly suites?: readonly PlaywrightSuite[]
}
type PlaywrightReport = {
  readonly stats: { readonly expected: number; readonly flaky: number; readonly unexpected: number }
  readonly suites: readonly PlaywrightSuite[]
}

const countPlaywright = ({ stats, suites }: PlaywrightReport): Count => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected,
  broken: suites.flatMap(brokenSpecs),
})

const brokenSpecs = ({ specs = [], suites = [] }: PlaywrightSuite): readonly string[] => [
  ...specs.filter(({ ok }) => !ok).map(({ title }) => title),
  ...suites.flatMap(brokenSpecs),
]

/** What the report says; a runner that ends badly without a failed test, or without a report, is itself one failure. */
const counted = async <Report>(code: Promise<number>, report: string, count: (report: Report) => Count): Promise<Count> => {
  const ended = await code
  const found = existsSync(report) ? count(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 0 }
  return ended !== 0 && found.failed === 0 ? { ...found, failed: 1 } : found
}

const freshReport = (name: string): string => {
  const path = inRoot('.cache/reports', name)
  mkdirSync(dirname(path), { recursive: true })
  rmSync(path, { force: true })
  return path
}

export const vitest = (words: readonly string[] = []): Step => ({
  name: 'vitest',
  title: words.length === 0 ? 'the rings law, house and ground' : words.join(' '),
  isThere: () => true,
  run: () => {
    const report = freshReport('vitest.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    return counted(runNode(inRoot('node_modules/vitest/vitest.mjs'), ['run', ...reporters, ...words]), report, countVitest)
  },
})

export const story: Step = {
  name: 'story',
  title: 'the whole path, told through HTTP',
  isThere: exists('tools/story.ts'),
  run: () => asOne(runNode(inRoot('tools/story.ts'), [])),
}

export const browser: Step = {
  name: 'browser',
  title: 'the console and the public pages in Chromium',
  isThere: () => globSync('packages/console/tests/**/*.spec.ts', { cwd: inRoot() }).length > 0,
  run: async () => {
    await ensureConsole()
    const report = freshReport('playwright.json')
    const run = runNode(inRoot('node_modules/@playwright/test/cli.js'), ['test', '--reporter=list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    })
    return counted(run, report, countPlaywright)
  },
}
