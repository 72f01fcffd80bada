/** `npm run bench [name]…`: takes the measurements (none with `--table`) and writes `bench/RESULTS.md` from whatever results lie in `bench/results`. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Figure } from '../bench/figures.ts'
import { inRoot, runNode } from './steps/step.ts'

/** Each is a program in `bench/` that leaves `bench/results/<name>.json`. */
const benches = {
  jobs: 'One job of twenty queries over 10,000,000 rows through gate, sandbox and checks, against the same SQL in a plain DuckDB process over the same Parquet.',
  gateway:
    'A call with key, scenario, quota, meter and record against the bare store behind the same HTTP server: point look-ups in 10,000,000 rows at 64 connections.',
  provision:
    'Masked, encrypted provisioning of 10,000,000 made-up people with eight masks, and of 3,000,000 flights, against a plain copy of the same columns to Parquet.',
  risk: 'k, l, t, uniqueness and three attackers over five quasi-identifiers of 10,000,000 made-up people, against the bare grouping of the same columns.',
  models:
    'Learning from 100,000 rows of 20 columns and scoring them, against scikit-learn where the machine has it, and against onnxruntime in the same run.',
  decide: 'What the law costs: each act as the scenes did it, with its facts, and ten thousand cases told to their end.',
  acts: 'Acts through HTTP at 16 connections against their very statements, as they were captured from the driver, sent again bare by it.',
  lists:
    'Inboxes, lists and case pages over HTTP at 4 connections, with 100,000 cases and 2,000,000 events, p95 by role; the spread is from the median to the p99.',
  console:
    'The console in Chromium as the data authority sees it, the story told as far as the first bill: bytes of a first visit, script of a change of route, and the first page on a cold cache.',
  scrolling:
    'A list of 100,000 cases in Chromium, scrolled from its first row to its last: from the address to the first rows, and the times of the frames.',
  replay: 'The whole log folded again and held against every table.',
  suspension: 'From the act that suspends to the last API call that was still served.',
} as const

const number = (value: number): string => (Number.isFinite(value) ? value.toLocaleString('en', { maximumFractionDigits: 2 }) : '–')

const line = ({ name, unit, n, median, min, max, p99, ratio, bar, met }: Figure): string =>
  [
    '',
    name,
    n,
    `${number(median)} ${unit}`,
    `${number(min)} – ${number(max)}`,
    p99 === undefined ? '' : number(p99),
    ratio === undefined ? '' : number(ratio),
    bar ?? '',
    met === undefined ? '' : met ? 'yes' : '**no**',
    '',
  ]
    .join(' | ')
    .trim()

const section = (bench: string, title: string): string => {
  const file = inRoot('bench/results', `${bench}.json`)
  if (!existsSync(file)) return `## ${bench}\n\n${title}\n\nNot measured yet.\n`
  const figures = [JSON.parse(readFileSync(file, 'utf8'))].flat() as Figure[]
  const versions = [...new Set(figures.flatMap((one) => Object.entries(one.versions).map((pair) => pair.join(' '))))].join(', ')
  const load = figures.find(({ loadBefore }) => loadBefore !== undefined)?.loadBefore
  const cores = Number.parseInt(figures[0]?.machine ?? '', 10)
  const noise = load !== undefined && load > cores ? ` **Taken beside other work: the load was ${load} on ${cores} cores.**` : ''
  return [
    `## ${bench}`,
    '',
    title,
    '',
    `Machine: ${figures[0]?.machine ?? 'unknown'}. ${versions}.${noise}`,
    '',
    '| what | n | median | spread | p99 | ratio | bar | met |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...figures.map(line),
    '',
  ].join('\n')
}

const head = `# Measured

Written by \`npm run bench\`; do not edit. Each figure stands beside what it was measured against in the same run, because machines differ and
ratios travel better: a ratio of 2 means twice as slow as its bare counterpart. Spread is the least and the largest of the runs.
`

const words = process.argv.slice(2)
const tableOnly = words.includes('--table')
const asked = words.filter((word) => word !== '--table')
const unknown = asked.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`there is no bench called ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}
let failed = 0
for (const name of tableOnly ? [] : asked.length > 0 ? asked : Object.keys(benches)) {
  console.log(`\n== ${name}`)
  if ((await runNode(inRoot('bench', `${name}.ts`), [])) !== 0) failed += 1
}
const unmeasured = readdirSync(inRoot('bench/results')).filter((file) => !(file.replace('.json', '') in benches))
if (unmeasured.length > 0) console.log(`results of no known bench: ${unmeasured.join(', ')}`)
const sections = Object.entries(benches).map(([name, title]) => section(name, title))
writeFileSync(inRoot('bench/RESULTS.md'), [head, ...sections].join('\n'))
console.log('\nbench/RESULTS.md is written')
process.exitCode = failed === 0 ? 0 : 1
