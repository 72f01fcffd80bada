import { describe, expect, it } from 'vitest'
import { distinct, sqlRefusal, sqlRefusals } from './refusals.ts'

describe('refusals of SQL', () => {
  it('each says in Chinese and in English what is wrong', () => {
    for (const { zh, en } of Object.values(sqlRefusals)) {
      expect(zh).toMatch(/\p{Script=Han}/u)
      expect(en).toMatch(/^[A-Z a-z]/)
    }
  })

  it('are told once for each place', () => {
    expect(distinct([sqlRefusal('window'), sqlRefusal('window'), sqlRefusal('window', 'a')])).toHaveLength(2)
  })
})
