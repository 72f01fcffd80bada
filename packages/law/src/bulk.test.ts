import { describe, expect, it } from 'vitest'
import { bulkActs, weighedIn } from './bulk.ts'
import { cases } from './cases.ts'

const acts = cases.flatMap(({ acts: those, stages }) => those.map((act) => ({ act, name: act.name as string, stages })))
const allowed = Object.keys(bulkActs)
const weighed = acts.filter(({ act }) => weighedIn(act.asks).length > 0).map(({ name }) => name)

describe('A6 an act done to many cases with the same answers', () => {
  it.each(allowed)('A6 %s is an act of the law, done by people', (name) => {
    const found = acts.find((one) => one.name === name)?.act
    expect(found).toBeDefined()
    const actors: readonly string[] = (found?.when ?? []).flatMap(({ actors: those = [] }) => those)
    expect(actors.filter((role) => role !== 'platform')).not.toEqual([])
  })

  it.each(allowed)('A6 %s asks for no opinion on the single case', (name) => {
    const found = acts.find((one) => one.name === name)?.act
    expect(found && weighedIn(found.asks)).toEqual([])
  })

  it('A6 is never one in which a case is weighed', () => {
    expect(weighed.length).toBeGreaterThan(40)
    expect(weighed.filter((name) => allowed.includes(name))).toEqual([])
  })

  it.each([
    ['application.opine', 'conclusion'],
    ['application.expert-opine', 'opinion'],
    ['deliberation.vote', 'vote'],
    ['export.vote', 'conclusion'],
    ['data-request.opine', 'reasonable'],
    ['complaint.close', 'outcome'],
    ['person.vet', 'conclusion'],
    ['liability.close', 'outcome'],
  ])('A6 %s weighs one case in its field %s', (name, field) => {
    const found = acts.find((one) => one.name === name)?.act
    expect(found && weighedIn(found.asks)).toContain(field)
  })

  it.each([
    'authorization.grant',
    'authorization.terminate',
    'authorization.revoke',
    'application.accept',
    'application.confirm',
    'application.reject',
    'person.enable',
    'data-request.decide',
    'destruction.approve',
    'destruction.execute',
    'account.grant-roles',
    'organization.set-roles',
  ])('A6 %s is decided case by case', (name) => {
    expect(acts.some((one) => one.name === name)).toBe(true)
    expect(allowed).not.toContain(name)
  })
})
