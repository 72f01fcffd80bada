/** Finds out between which stages an act moves its case, by holding made-up answers against the act itself: nothing is told twice. */
import { day, instant, parametersOn } from '@yunhe/law'
import { z } from 'zod'
import { anything } from './anything.ts'
import type { AnyAct, AnyProcedure } from './law.ts'

export interface Moves {
  /** Stages in which the rules on the stage leave the act open. */
  readonly from: readonly string[]
  /** Pairs of stages seen; a stage that stays is one too. Empty where no answer could be made up. */
  readonly seen: readonly (readonly [string, string])[]
}

/** The few moves that hang on what lies in the case and that no made-up answer brings about. Every stage being reachable is tested. */
export const told: Readonly<Record<string, { readonly from?: readonly string[]; readonly to?: readonly string[] }>> = {
  'deliberation.resolve': { to: ['passed'] },
  'product.review-security': { to: ['reviewed'] },
  'product.review-data': { to: ['reviewed'] },
  // The rule asks for a certificate of this very version, which every stage before and every revision lacks.
  'product.publish': { from: ['certified'] },
  'product.resume': { to: ['published'] },
  // Whether a vote is the last one hangs on who must vote and who has.
  'export.vote': { to: ['approved', 'refused'] },
  'report.submit': { to: ['submitted'] },
  'assessment.finalize': { to: ['final'] },
  // Closed while the overlay is off, as it is by itself.
  'disclosure.open': { from: ['expected'], to: ['open'] },
  'disclosure.publish': { to: ['published'] },
  'authorization.expire': { to: ['expired'] },
  'parameter.set': { to: ['changed'] },
  'bill.draft': { to: ['drafted'] },
  'bill.distribute': { from: ['receipted'], to: ['distributed'] },
}

export const movesOf = (procedure: AnyProcedure, act: AnyAct): Moves => {
  const more = told[act.name]
  const from = more?.from ?? Object.keys(procedure.stages).filter((stage) => isOpenIn(procedure, act, stage))
  const pairs = from.flatMap((stage) =>
    [...reachedFrom(procedure, act, stage), ...(more?.to ?? [])].map((next): readonly [string, string] => [stage, next]),
  )
  return { from, seen: [...new Map(pairs.map((pair) => [pair.join('>'), pair])).values()] }
}

const withStage = (procedure: AnyProcedure, stage: string) => ({ ...procedure.start, stage })

/** A rule reads the stage alone when it answers although every other part of the case is out of its sight. */
const isOpenIn = (procedure: AnyProcedure, { when }: AnyAct, stage: string): boolean =>
  when.every((rule) => {
    try {
      return rule.holds({ ...nothingElse, state: onlyStage(procedure, stage) })
    } catch {
      return true
    }
  })

/** Looking at anything but the stage is a fault. */
const onlyStage = (procedure: AnyProcedure, stage: string): object =>
  new Proxy(withStage(procedure, stage), {
    get: (target, name) => {
      if (name === 'stage') return target.stage
      throw new Error(`looked at ${String(name)}`)
    },
  })

const outOfSight = (what: string): never =>
  new Proxy(Object.create(null), {
    get: () => {
      throw new Error(`looked at ${what}`)
    },
  }) as never

const someDay = day('2026-03-02')
const noon = instant('2026-03-02T12:00:00+08:00')

const nothingElse = {
  facts: outOfSight('facts'),
  asked: outOfSight('asked'),
  by: outOfSight('by'),
  parameters: parametersOn(someDay),
  at: noon,
  on: someDay,
} as const

const reachedFrom = (procedure: AnyProcedure, act: AnyAct, stage: string): readonly string[] => {
  const states = [withStage(procedure, stage), anything(withStage(procedure, stage))]
  return answersTo(act).flatMap((asked) => {
    for (const state of states) {
      try {
        const matter = { ...nothingElse, state, asked, facts: anything({}), by: someone }
        const after = act.records(matter).reduce((now, event) => procedure.evolve(now, event, { ...ground }), state)
        return [procedure.stageOf(after)]
      } catch {}
    }
    return []
  })
}

const someone = { person: 'p', organization: 'o', roles: [], regionCode: '320200' }
const ground = { at: noon, by: someone, under: [] }

/** One plain answer, and one more for every alternative that a field of the form offers. */
const answersTo = ({ asks }: AnyAct): readonly unknown[] => {
  const schema = z.toJSONSchema(asks, { io: 'input', unrepresentable: 'any' })
  const plain = sampleOf(schema)
  if (typeof plain !== 'object' || plain === null) return [plain]
  const variants = Object.entries(schema.properties ?? {}).flatMap(([name, one]) =>
    alternativesOf(one as Shape).map((value) => ({ ...plain, [name]: value })),
  )
  return [plain, ...variants]
}

type Shape = z.core.JSONSchema.BaseSchema

const alternativesOf = ({ enum: values, type }: Shape): readonly unknown[] => values ?? (type === 'boolean' ? [true, false] : [])

const sampleOf = (shape: Shape): unknown => {
  if (shape.const !== undefined) return shape.const
  if (shape.enum) return shape.enum[0]
  const [first] = shape.anyOf ?? shape.oneOf ?? []
  if (first) return sampleOf(first as Shape)
  switch (shape.type) {
    case 'object':
      return Object.fromEntries(Object.entries(shape.properties ?? {}).map(([name, one]) => [name, sampleOf(one as Shape)]))
    case 'array':
      return [sampleOf((shape.items ?? {}) as Shape)]
    case 'integer':
    case 'number':
      return 1
    case 'boolean':
      return true
    default:
      return '2026-03-02'
  }
}
