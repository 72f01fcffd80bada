/** `npm run redteam` starts a zone with keys made for it, plants people and carries out every attack; `--json` writes one object an attack. Fails if one gets through. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { attacks } from '../packages/zone/redteam/all.ts'
import { carriedOut, type Outcome } from '../packages/zone/redteam/attack.ts'
import { openLive } from '../packages/zone/redteam/live.ts'
import { inRoot } from './steps/step.ts'

const isJson = process.argv.includes('--json')
const tell = (outcome: Outcome): string =>
  isJson
    ? JSON.stringify(outcome)
    : `${outcome.passed ? 'refused' : 'THROUGH'}  ${outcome.class.padEnd(18)} ${outcome.id.padEnd(44)} ${outcome.got}`

/** A runaway is dead within a second of its deadline. */
const live = await openLive(1000)
const outcomes: Outcome[] = []
try {
  for (const attack of attacks) {
    const outcome = await carriedOut(attack, live)
    outcomes.push(outcome)
    process.stdout.write(`${tell(outcome)}\n`)
  }
} finally {
  await live.close()
}

/** For the transparency page: counts by class, and nothing that would teach an attack. */
const report = (): object => {
  const classes = [...new Set(outcomes.map(({ class: of }) => of))]
  const countsOf = (name: string) => {
    const all = outcomes.filter(({ class: of }) => of === name)
    return { carriedOut: all.length, through: all.filter(({ passed }) => !passed).length }
  }
  return {
    ranAt: new Date().toISOString(),
    isolation: String(live.isolation.level),
    classes: Object.fromEntries(classes.map((name) => [name, countsOf(name)])),
  }
}
const reportFile = resolve(process.env.YUNHE_REDTEAM_FILE || join(process.env.YUNHE_FOLDER || inRoot('.yunhe'), 'redteam.json'))
mkdirSync(dirname(reportFile), { recursive: true, mode: 0o700 })
writeFileSync(reportFile, `${JSON.stringify(report(), undefined, 1)}\n`)

const through = outcomes.filter(({ passed }) => !passed)
for (const { id, expected, got } of through) process.stderr.write(`${id} should have met ${expected} and met ${got}\n`)
if (!isJson)
  process.stdout.write(`${outcomes.length} attacks against a zone of isolation ${live.isolation.level}, ${through.length} got through\n`)
process.exitCode = through.length === 0 ? 0 : 1
