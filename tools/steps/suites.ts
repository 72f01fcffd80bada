/** The steps that run the tests, and how many of them passed. */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { ensureConsole } from '../start/console.ts'
import { asOne, type Count, exists, inRoot, root, runNode, type Step } from './step.ts'

type TestFile = {
  readonly name: string
  readonly status: string
  readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
}
type VitestReport = { readonly testResults: readonly TestFile[] }

const failedIn = ({ testResults }: VitestReport): readonly TestFile[] => testResults.filter(({ status }) => status === 'failed')

/** A file that could not be loaded has no tests to count: it counts as one that failed. */
const countVitest = (report: VitestReport): Count => {
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults)
  const unloaded = failedIn(report).filter(({ assertionResults }) => !assertionResults.some(({ status }) => status === 'failed'))
  return {
    passed: results.filter(({ status }) => status === 'passed').length,
    failed: results.filter(({ status }) => status === 'failed').length + unloaded.length,
    broken: failedIn(report).flatMap(brokenIn),
  }
}

const brokenIn = ({ name, assertionResults }: TestFile): readonly string[] => {
  const file = relative(root, name)
  const failed = assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => `${file} > ${fullName}`)
  return failed.length > 0 ? failed : [file]
}

type PlaywrightSpec = { readonly ok: boolean; readonly title: string; readonly tests: readonly { readonly status: string }[] }
type PlaywrightSuite = {
  readonly specs?: readonly PlaywrightSpec[]
  readonly suites?: readonly PlaywrightSuite[]
}
type PlaywrightReport = {
  readonly stats: { readonly expected: number; readonly flaky: number; readonly unexpected: number }
  readonly suites: readonly PlaywrightSuite[]
}

const countPlaywright = ({ stats, suites }: PlaywrightReport): Count => {
  const specs = suites.flatMap(specsIn)
  const titled = (chosen: (spec: PlaywrightSpec) => boolean) => specs.filter(chosen).map(({ title }) => title)
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    broken: titled(({ ok }) => !ok),
    unsteady: titled(({ tests }) => tests.some(({ status }) => status === 'flaky')),
  }
}

const specsIn = ({ specs = [], suites = [] }: PlaywrightSuite): readonly PlaywrightSpec[] => [...specs, ...suites.flatMap(specsIn)]

/** What the report says; a runner that ends badly without a failed test, or without a report, is itself one failure. */
const counted = async <Report>(code: Promise<number>, report: string, count: (report: Report) => Count): Promise<Count> => {
  const ended = await code
  const found = existsSync(report) ? count(read(report)) : { passed: 0, failed: 0 }
  return ended !== 0 && found.failed === 0 ? { ...found, failed: 1 } : found
}

const read = <Report>(path: string): Report => JSON.parse(readFileSync(path, 'utf8'))

const freshReport = (name: string): string => {
  const path = inRoot('.cache/reports', name)
  mkdirSync(dirname(path), { recursive: true })
  rmSync(path, { force: true })
  return path
}

const runVitest = (words: readonly string[], report: string): Promise<number> => {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return runNode(inRoot('node_modules/vitest/vitest.mjs'), ['run', ...reporters, ...words])
}

/** More than so many failed files are no accident of a busy machine. */
const fewFiles = 4

/** Tests of real processes may run out of time beside others: the few files that failed have one more try, alone, and what passes only so is named at the end. */
const tryAlone = async (first: string): Promise<Count> => {
  const all: VitestReport = read(first)
  const failed = failedIn(all)
  const before = countVitest(all)
  if (failed.length === 0 || failed.length > fewFiles) return before
  const report = freshReport('vitest-alone.json')
  console.log(`\n== again, alone: ${failed.map(({ name }) => relative(root, name)).join(', ')}`)
  await runVitest(['--maxWorkers=1', ...failed.map(({ name }) => relative(root, name))], report)
  const again: readonly TestFile[] = existsSync(report) ? read<VitestReport>(report).testResults : []
  const after = countVitest({ testResults: all.testResults.map((file) => again.find(({ name }) => name === file.name) ?? file) })
  return { ...after, unsteady: (before.broken ?? []).filter((title) => !after.broken?.includes(title)) }
}

export const vitest = (words: readonly string[] = []): Step => ({
  name: 'vitest',
  title: words.length === 0 ? 'the rings law, house and ground' : words.join(' '),
  isThere: () => true,
  run: async () => {
    const report = freshReport('vitest.json')
    const once = await counted(runVitest(words, report), report, countVitest)
    return once.broken?.length ? tryAlone(report) : once
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
