import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { isRuleId } from './articles.ts'
import { cases } from './cases.ts'
import { rulesOf } from './kernel/act.ts'

const acts = cases.flatMap(({ name, acts }) => acts.map((act) => ({ case: name, act })))

describe('the list of cases', () => {
  it('has each name and each plural once', () => {
    const names = cases.flatMap(({ name, plural }) => [name, plural])
    expect(new Set(names).size).toBe(names.length)
  })

  it.each(cases.map((one) => ({ name: one.name, one })))('$name starts in its first stage and has words for every stage', ({ one }) => {
    const { start, stages, stageOf } = one as unknown as { start: never; stages: object; stageOf: (state: never) => string }
    expect(stageOf(start)).toBe(Object.keys(stages)[0])
    for (const words of Object.values(stages))
      expect(words).toMatchObject({ zh: expect.stringMatching(/[一-鿿]/), en: expect.stringMatching(/[a-z]/) })
  })
})

describe('every act', () => {
  it('has a name of its own that begins with its case', () => {
    for (const { case: name, act } of acts) expect(act.name).toMatch(new RegExp(`^${name}\\.[a-z]+(-[a-z]+)*$`))
    expect(new Set(acts.map(({ act }) => act.name)).size).toBe(acts.length)
  })

  it.each(acts.map(({ act }) => ({ name: act.name, act })))('$name shows its form as a JSON schema', ({ act }) => {
    expect(z.toJSONSchema(act.asks, { io: 'input' })).toMatchObject({ type: 'object' })
  })

  it.each(acts.map(({ act }) => ({ name: act.name, act })))(
    '$name stands under rules of the measures, each said in both languages',
    ({ act }) => {
      expect(rulesOf(act).length).toBeGreaterThan(0)
      for (const id of rulesOf(act)) expect(isRuleId(id)).toBe(true)
      for (const { code, words } of [...act.when, ...act.provided]) {
        expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
        expect(words.zh).toMatch(/[一-鿿]/)
        expect(words.en).toMatch(/^[a-z"]/)
      }
    },
  )

  it.each(acts.map(({ act }) => ({ name: act.name, act })))('$name marks only fields it asks for', ({ act }) => {
    const fields = Object.keys((act.asks as unknown as z.ZodObject).shape ?? {})
    for (const { fields: marked } of act.provided) for (const field of marked) expect(fields).toContain(field)
  })
})
