import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import { importList, listKey, nameLists, supersede, withdrawList } from './name-list.ts'

const file = { sha256: 'a'.repeat(64), rows: 3, organizations: 2, unread: 1, isReadable: true }
const form = { list: 'major-tax-case', source: '国家税务总局无锡市税务局', issuedOn: '2026-03-01', form: 'csv', content: 'uscc\nx' }
const empty = scene(nameLists, { facts: { file, importedBefore: false }, on: '2026-03-02' })
const imported = empty.does(importList, actors.dataAuthority, form)

describe('A7 a list is imported as it came', () => {
  it('A7 by the data authority, with the hash of its file and how much of it could be read', () => {
    expect(imported.state).toMatchObject({ stage: 'current', sha256: file.sha256, organizations: 2, unread: 1 })
    expect(JSON.stringify(imported.state)).not.toContain('uscc')
    expect(empty.tries(importList, actors.operator, form).codes).toEqual(['not-yours-to-do'])
    expect(imported.tries(importList, actors.dataAuthority, form).codes).toEqual(['list-imported-already'])
  })

  it.each([
    { known: { file: { ...file, isReadable: false } }, codes: ['list-unreadable'] },
    { known: { file: { ...file, organizations: 0 } }, codes: ['list-unreadable'] },
    { known: { importedBefore: true }, codes: ['list-imported-before'] },
    { known: {}, codes: [] },
  ])('A7 with $known: $codes', ({ known, codes }) => {
    expect(empty.tries(importList, actors.dataAuthority, form, { facts: known }).codes).toEqual(codes)
  })

  it.each([
    { issuedOn: '2026-03-02', codes: [] },
    { issuedOn: '2026-03-03', codes: ['list-from-the-future'] },
  ])('A7 issued on $issuedOn and imported on 2 March: $codes', ({ issuedOn, codes }) => {
    expect(empty.tries(importList, actors.dataAuthority, { ...form, issuedOn }).codes).toEqual(codes)
  })

  it('A7 what was superseded or withdrawn is asked no more', () => {
    expect(nameLists.keysOf(imported.state)).toContain(listKey('major-tax-case'))
    for (const gone of [
      imported.does(supersede, actors.platform, { newer: 'l2' }),
      imported.does(withdrawList, actors.dataAuthority, { reason: '导入有误' }),
    ])
      expect(nameLists.keysOf(gone.state)).not.toContain(listKey('major-tax-case'))
    expect(imported.tries(supersede, actors.dataAuthority, { newer: 'l2' }).codes).toEqual(['not-yours-to-do'])
  })
})
