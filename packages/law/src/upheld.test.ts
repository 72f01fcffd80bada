import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { gistOf, hardRuleIds } from './articles.ts'
import { notUpheld } from './not-upheld.ts'
import { notUpheldYet, upheldByActs, upheldElsewhere } from './upheld.ts'

describe('the hard rules of the measures', () => {
  it('are upheld, or stand in the list of those that are not yet', () => {
    const missing = notUpheldYet()
    console.info(
      `${hardRuleIds.length - missing.length} of ${hardRuleIds.length} hard rules are upheld; not yet:\n${missing.map((id) => `  ${id} ${gistOf(id).en}`).join('\n')}`,
    )
    expect(missing).toEqual(notUpheld)
  })

  it('are all upheld: the list of those that are not yet is empty', () => expect(notUpheld).toEqual([]))

  it('that no act can hold name the file that holds them', () => {
    for (const [id, { where, zh, en }] of Object.entries(upheldElsewhere)) {
      expect(existsSync(new URL(`../../../${where}`, import.meta.url)), `${id}: ${where}`).toBe(true)
      expect(zh).toMatch(/[一-鿿]/)
      expect(en).toMatch(/[a-z]/)
    }
  })

  it('name the acts that stand under them', () => {
    expect(upheldByActs().get('W11-2')).toEqual(['application.submit', 'application.correct', 'authorization.grant'])
  })
})
