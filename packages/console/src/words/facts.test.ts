import { type Actor, cases, day, instant, parametersOn } from '@yunhe/law'
import { expect, it } from 'vitest'
import { hasField } from './labels.ts'
import { zhCN } from './zh-CN.ts'

const on = day('2026-03-02')
const by: Actor = { person: 'p', organization: 'o', roles: ['data-authority'], regionCode: '320200' }

/** Stands for any fact: whatever is looked at is noted and stands for any fact again; lists are empty, so that no rule goes astray in them. */
const anything = (path: string, seen: Set<string>): object =>
  new Proxy(() => undefined, {
    get: (_, name) => {
      if (name === Symbol.toPrimitive) return () => 0
      if (name === Symbol.iterator) return [][Symbol.iterator]
      if (typeof name === 'symbol') return undefined
      if (name in Array.prototype || name in String.prototype) return ([] as unknown as Record<string, unknown>)[name] ?? (() => '')
      const inner = path === '' ? name : `${path}.${name}`
      seen.add(inner)
      return anything(inner, seen)
    },
  })

const lookedAt = (): ReadonlySet<string> => {
  const seen = new Set<string>()
  for (const { acts, start } of cases)
    for (const { when, provided } of acts)
      for (const rule of [...when, ...provided]) {
        const matter = { state: start, facts: anything('', seen), asked: anything('', new Set()), by, on, parameters: parametersOn(on) }
        try {
          ;(rule.holds as (matter: unknown) => boolean)({ ...matter, at: instant('2026-03-02T09:00:00+08:00') })
        } catch {
          // A rule may well fail on a fact that is anything; what it looked at is noted by then.
        }
      }
  return seen
}

it('every fact that a rule looks at has a word, for whoever asks why', () => {
  const names = new Set([...lookedAt()].flatMap((path) => path.split('.')))
  expect(names.size).toBeGreaterThan(60)
  expect([...names].filter((name) => !hasField(zhCN, name) && !Object.hasOwn(zhCN.facts, name))).toEqual([])
})
