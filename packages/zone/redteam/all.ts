/** Every attack, in the order in which it is carried out: what might harm the zone comes last, and a normal job after it. */
import { sqlWork } from '../src/jobs/work.ts'
import { checkOutput } from '../src/outputs/airlock.ts'
import type { Attack, OutputAttack, ProcessAttack, SqlAttack } from './attack.ts'
import { combinations } from './combinations.ts'
import { differences } from './differences.ts'
import { differencesOfSums } from './differences-of-sums.ts'
import { dominanceAttacks } from './dominance.ts'
import { encodings } from './encodings.ts'
import { escapes } from './escapes.ts'
import { exportAttacks } from './exports.ts'
import { figureAttacks } from './figures.ts'
import { gateway } from './gateway.ts'
import { intake } from './intake.ts'
import { maskAttacks } from './masks.ts'
import { models } from './models.ts'
import { moreText } from './more-text.ts'
import { notebooks } from './notebooks.ts'
import { orders } from './orders.ts'
import { passes } from './passes.ts'
import { products } from './products.ts'
import { races } from './races.ts'
import { reachOutside } from './reach-outside.ts'
import { risk } from './risk.ts'
import { inTheSandbox, onTheWayOut } from './running.ts'
import { sides } from './sides.ts'
import { singleOut } from './single-out.ts'

/** As an analyst: the text goes over the network to the workspace that was planted. */
const asText = ({ id, class: of, sql, expected }: SqlAttack): Attack => ({
  id: `text-${id}`,
  class: of,
  // A text of more than 20,000 signs is stopped at the door already.
  expected: expected === 'text-too-long' ? 'malformed' : expected,
  against: async ({ ask, header }) => {
    const { status, codes, text } = await ask('POST', '/workspaces/w1/check', { headers: header('workbench', 'w1'), body: { sql } })
    return status === 200 && text.startsWith('{"ok":true') ? 'let-through' : codes
  },
})

/** As text that had passed the check. What has a deadline is dead soon after it. */
const asProcess = ({ id, class: of, sql, expected, deadlineMs }: ProcessAttack): Attack => ({
  id: `run-${id}`,
  class: of,
  expected,
  against: async ({ runner, mostLateMs }) => {
    const limits = { deadlineMs, memoryBytes: 1024 ** 3, maxRows: 100, maxBytes: 10_000 }
    const result = await runner.start({ id, work: sqlWork(sql), parts: [], limits }).done
    const lateMs = result.timings.totalMs - deadlineMs
    if (lateMs > mostLateMs) return `ended ${Math.round(lateMs)} ms after its deadline`
    return 'code' in result ? result.code : result.state
  },
})

const asResult = ({ id, class: of, value, expected }: OutputAttack): Attack => ({
  id: `out-${id}`,
  class: of,
  expected,
  against: async () => {
    const answer = checkOutput({ columns: [{ name: 'x', type: 'VARCHAR' }], rows: [[value]] })
    return answer.outcome === 'released' ? 'released' : answer.checks.flatMap(({ findings }) => findings.map(({ code }) => code))
  },
})

/** The last word: after all of them the zone still answers and does a normal job. */
const standsAfter: Attack = {
  id: 'the-zone-stands',
  class: 'break-the-engine',
  expected: 'done',
  against: async (live) => {
    const health = await live.ask('GET', '/health')
    if (health.status !== 200) return `http-${health.status}`
    const body = { sql: 'select district, count(*) as people from people group by district' }
    const { text } = await live.ask('POST', '/workspaces/w1/jobs', { headers: live.header('workbench', 'w1'), body })
    const { job = '' } = JSON.parse(text) as { readonly job?: string }
    const end = await live.ended(job, 'w1')
    return end.state === 'done' && end.rows > 0 ? 'done' : `${end.state} ${end.code} ${end.rows}`
  },
}

export const attacks: readonly Attack[] = [
  ...[...reachOutside, ...moreText, ...singleOut].map(asText),
  ...[...onTheWayOut, ...encodings].map(asResult),
  ...orders,
  ...passes,
  ...sides,
  ...gateway,
  ...intake,
  ...models,
  ...products,
  ...differences,
  ...combinations,
  ...differencesOfSums,
  ...figureAttacks,
  ...dominanceAttacks,
  ...maskAttacks,
  ...races,
  ...risk,
  ...exportAttacks,
  ...notebooks,
  ...escapes,
  ...inTheSandbox.map(asProcess),
  standsAfter,
]
