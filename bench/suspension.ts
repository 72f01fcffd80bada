/** From the act that suspends to the last API call that was still served, under calls that never pause: three programs over HTTP, 100 trials. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { activeAuthorization, day, morningOf, scenario } from '../packages/platform/src/scenes/admission.ts'
import { publishedProduct, takenKey } from '../packages/platform/src/scenes/circulation.ts'
import { deliveredItem, openedRequest } from '../packages/platform/src/scenes/conduct.ts'
import { freePort } from '../packages/platform/src/store/free-port.ts'
import { openHouse } from '../tools/start/house.ts'
import { keep, loadNow, machine, spreadOf } from './figures.ts'
import { stageIn } from './house-stage.ts'

const trials = Number(process.env.YUNHE_TRIALS ?? 100)
const connections = 4
const barMs = 1_000
/** Nothing served for so long: it has stopped. Longer than the bar, so that a straggler beyond it is seen. */
const quietMs = 1_500

const folder = await mkdtemp(join(tmpdir(), 'yunhe-bench-'))
const log = (text: string): void => void (process.env.YUNHE_VERBOSE && process.stderr.write(`${text}\n`))
const house = await openHouse({ folder, mode: 'test', begins: morningOf(day.filing), port: await freePort(), log })

/** When calls were answered: served, or not. */
const calling = (product: string, secret: string) => {
  const seen = { lastServed: 0, served: 0, turnedAway: 0, isOver: false }
  const headers = { authorization: `Bearer ${secret}`, 'yunhe-scenario': scenario }
  const loop = async (): Promise<void> => {
    while (!seen.isOver) {
      const answer = await fetch(`${house.zoneOrigin}/v1/${product}?station=s1`, { headers })
      await answer.arrayBuffer()
      if (answer.status === 200) {
        seen.lastServed = performance.now()
        seen.served += 1
      } else seen.turnedAway += 1
    }
  }
  return { seen, loops: Array.from({ length: connections }, loop) }
}

const until = async (holds: () => boolean, what: string): Promise<void> => {
  for (const begun = performance.now(); !holds(); await pause(5))
    if (performance.now() - begun > 30_000) throw new Error(`could not wait longer until ${what}`)
}

try {
  const stage = stageIn(house)
  const authorization = await activeAuthorization(stage)
  const request = await openedRequest(stage, authorization, await deliveredItem(stage))
  const product = await publishedProduct(stage, request)
  const { seen, loops } = calling(product, await takenKey(stage, product))
  const does = (login: string, act: string, asked: unknown) =>
    stage.does(login, { plural: 'authorizations', act, id: authorization, asked })
  const loadBefore = loadNow()
  const [fromAsked, fromAnswered]: [number[], number[]] = [[], []]
  for (let trial = 0; trial < trials; trial++) {
    const before = seen.served
    await until(() => seen.served > before + 5, 'calls are served')
    const asked = performance.now()
    await does('authority', 'order-rectification', { violation: 'misuse', finding: '压力测试', due: '2026-05-10' })
    const answered = performance.now()
    await until(() => performance.now() - Math.max(seen.lastServed, asked) > quietMs, 'no call is served any more')
    fromAsked.push(Math.max(0, seen.lastServed - asked))
    fromAnswered.push(Math.max(0, seen.lastServed - answered))
    await does('operator', 'report-rectification', { feedback: '已整改' })
    await does('authority', 'resume', { acceptance: '验收' })
    await stage.settled()
  }
  seen.isOver = true
  await Promise.all(loops)
  const common = { unit: 'ms', machine, versions: { node: process.version }, loadBefore }
  const spread = spreadOf(fromAsked)
  await keep('suspension', [
    {
      name: `from the suspending act, as it is sent, to the last call served (${connections} connections calling)`,
      ...common,
      ...spread,
      bar: 'p99 under 1 s',
      met: spread.p99 < barMs,
    },
    { name: 'from the answer to the suspending act to the last call served', ...common, ...spreadOf(fromAnswered) },
  ])
} finally {
  await house.stop()
  await rm(folder, { recursive: true, force: true })
}
