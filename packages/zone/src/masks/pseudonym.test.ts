import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { pseudonym } from './pseudonym.ts'
import { throughMask } from './testing.ts'

const people = ['32021119900101123X', '320211199001011255', '32021119900101123X', null]

describe('a pseudonym', () => {
  it('is the same word for the same value inside a grant, and empty stays empty', async () => {
    const [first, second, again, none] = await throughMask({ kind: 'pseudonym' }, 'text', people)
    expect(first).toMatch(/^[0-9a-f]{32}$/)
    expect(again).toBe(first)
    expect(second).not.toBe(first)
    expect(none).toBeNull()
  })

  it('is another word under another grant and is not the bare digest of the value', async () => {
    const [here] = await throughMask({ kind: 'pseudonym' }, 'text', people)
    const [there] = await throughMask({ kind: 'pseudonym' }, 'text', people, 'secret-of-grant-2')
    expect(there).not.toBe(here)
    expect(here).not.toBe(createHash('sha256').update('32021119900101123X').digest('hex').slice(0, 32))
  })

  it('keeps the key out of the text of the statement', () => {
    const { sql, bind } = pseudonym.toSql(
      { kind: 'pseudonym' },
      { name: 'id', type: 'text', slot: 'c0' },
      { keyName: 'mask_key', row: 'row' },
    )
    expect(sql).toContain('$mask_key')
    expect(bind).toEqual({})
  })
})
