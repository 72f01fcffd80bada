import { describe, expect, it } from 'vitest'
import { bulkActs } from './bulk.ts'
import { cases } from './cases.ts'
import { finalActs } from './final.ts'

const acts = cases.flatMap(({ acts: those }) => those.map((act) => ({ act, name: act.name as string })))

describe('an act that cannot be taken back', () => {
  it.each(Object.keys(finalActs))('%s is an act of the law, done by people', (name) => {
    const found = acts.find((one) => one.name === name)?.act
    expect(found).toBeDefined()
    const actors: readonly string[] = (found?.when ?? []).flatMap(({ actors: those = [] }) => those)
    expect(actors.filter((role) => role !== 'platform')).not.toEqual([])
  })

  it.each(Object.keys(finalActs))('%s is never done to many cases at once', (name) => expect(Object.keys(bulkActs)).not.toContain(name))

  it.each(['destruction.approve', 'destruction.execute', 'authorization.revoke', 'authorization.terminate', 'data-request.end-purpose'])(
    'A19 %s says so, since data is destroyed in the end',
    (name) => expect(Object.keys(finalActs)).toContain(name),
  )

  it.each(['authorization.resume', 'account.disable', 'export.seal', 'application.withdraw'])(
    '%s is not named: a later act answers it',
    (name) => {
      expect(acts.map((one) => one.name)).toContain(name)
      expect(Object.keys(finalActs)).not.toContain(name)
    },
  )
})
