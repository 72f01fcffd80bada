/** What the law costs: each act as it was really decided, with its facts, held against its rules again; and ten thousand cases told from the first act to the last. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Act, dayOf, decide, type Happening, type Matter, parametersOn } from '@yunhe/law'
import { commands } from '../packages/platform/src/commands/index.ts'
import { activeAuthorization } from '../packages/platform/src/scenes/admission.ts'
import { registeredItem } from '../packages/platform/src/scenes/conduct.ts'
import { mortalPlatform } from '../tools/crash/program.ts'
import { stageOf } from './crowded.ts'
import { type Figure, keep, loadNow, machine, rounded, spreadOf } from './figures.ts'
import { indoors } from './indoors.ts'

const barMicroseconds = 50
const barSeconds = 20
const scenes = 10_000

// biome-ignore lint/suspicious/noExplicitAny: acts of any case, each with its own matter
type AnyAct = Act<any, any, any, Happening>

/** An act that was done, and everything it was decided on. */
interface Done {
  readonly act: AnyAct
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly matter: Matter<any, any, any>
  readonly raw: unknown
  readonly stream: string
}

/** Everything the scenes do, as the platform itself gathered it. */
const doneInScenes = async (folder: string): Promise<readonly Done[]> => {
  const mortal = await mortalPlatform(folder)
  const inside = await indoors(mortal.databaseUrl(), join(folder, 'indoors'))
  const done: Done[] = []
  for (const command of commands) {
    const gather = command.facts
    Object.assign(command, {
      facts: async (question: Parameters<typeof gather>[0], read: Parameters<typeof gather>[1]) => {
        const facts = await gather(question, read)
        const on = dayOf(question.at)
        const matter = { ...question, asked: question.asked, facts, on, parameters: parametersOn(on) }
        // Which act it is, the form tells: it is the one that parses it and decides to be done.
        const acts = (command.procedure.acts as readonly AnyAct[]).filter(
          (act) => question.asked !== undefined && act.asks.safeParse(question.asked).success && decides(act, matter),
        )
        for (const act of acts) done.push({ act, matter, raw: question.asked, stream: `${command.procedure.name}/${question.id}` })
        return facts
      },
    })
  }
  const stage = stageOf(inside)
  await registeredItem(stage)
  await activeAuthorization(stage)
  await inside.stop()
  await mortal.end()
  return done
}

const decides = (act: AnyAct, matter: Done['matter']): boolean => {
  try {
    return decide(act, matter).ok
  } catch {
    return false
  }
}

const rulesIn = ({ act }: Done): number => act.when.length + act.provided.length

/** Microseconds of one decision, many times over. */
const costOf = ({ act, matter }: Done): readonly number[] => {
  const atOnce = 500
  const one = (): number => {
    const begun = process.hrtime.bigint()
    for (let time = 0; time < atOnce; time++) decide(act, matter)
    return Number(process.hrtime.bigint() - begun) / 1_000 / atOnce
  }
  for (let warm = 0; warm < 5; warm++) one()
  return Array.from({ length: 20 }, one)
}

/** As a test tells a case: each form is parsed and held against every rule of its act. */
const tell = (acts: readonly Done[]): void => {
  for (const { act, matter, raw } of acts) {
    const asked = act.asks.parse(raw)
    const decision = decide(act, { ...matter, asked })
    if (!decision.ok) throw new Error(`could not tell the scene: ${act.name} is refused`)
  }
}

const folder = await mkdtemp(join(tmpdir(), 'yunhe-bench-'))
try {
  const done = await doneInScenes(folder)
  const byName = [...new Map(done.map((one) => [one.act.name, one])).values()]
  const measured = byName.map((one) => ({ one, cost: spreadOf(costOf(one)) }))
  const widest = measured.toSorted((a, b) => rulesIn(b.one) - rulesIn(a.one))[0]
  const dearest = measured.toSorted((a, b) => b.cost.median - a.cost.median)[0]
  if (widest === undefined || dearest === undefined) throw new Error('could not find an act that was done')
  const all = commands.flatMap(({ procedure }) => procedure.acts as readonly AnyAct[])
  const most = Math.max(...all.map(({ when, provided }) => when.length + provided.length))
  const common = { machine, versions: { node: process.version }, loadBefore: loadNow() }
  const figureOf = (what: string, { one, cost }: typeof widest): Figure => ({
    name: `${what} of ${byName.length} that were done: ${one.act.name}, ${rulesIn(one)} rules; the widest of all ${all.length} acts has ${most}`,
    unit: 'µs',
    ...common,
    ...cost,
    bar: `under ${barMicroseconds} µs`,
    met: cost.median < barMicroseconds,
  })
  const cases = [...new Set(done.map(({ stream }) => stream))].map((stream) => done.filter((one) => one.stream === stream))
  const begun = performance.now()
  for (let told = 0; told < scenes; told++) tell(cases[told % cases.length] ?? [])
  const seconds = (performance.now() - begun) / 1_000
  const once = { n: 1, median: rounded(seconds), min: rounded(seconds), max: rounded(seconds) }
  const acts = rounded(done.length / cases.length)
  await keep('decide', [
    figureOf('the act with the most rules', widest),
    figureOf('the act that costs most', dearest),
    {
      name: `${scenes} scenes of ${acts} acts each`,
      unit: 's',
      ...common,
      ...once,
      bar: `under ${barSeconds} s`,
      met: seconds < barSeconds,
    },
  ])
} finally {
  await rm(folder, { recursive: true, force: true })
}
