import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDataEngine } from '../engine/data.ts'
import { isIdNumber, isLuhn, isUscc } from '../identity-numbers.ts'
import { classify } from '../intake/classify.ts'
import { type MadeUpColumn, madeUpKinds, madeUpRelation, madeUpRows } from './rows.ts'

const columns: readonly MadeUpColumn[] = [
  { name: 'id_number', type: 'text', required: true, personal: 'identifier' },
  { name: 'full_name', type: 'text', required: true, personal: 'identifier' },
  { name: 'mobile', type: 'text', required: true },
  { name: 'birth_date', type: 'date', required: true },
  { name: 'born', type: 'integer', required: true },
  { name: 'sex', type: 'text', required: true },
  { name: 'card', type: 'text', required: true, kind: 'bank-card' },
  { name: 'firm', type: 'text', required: true, kind: 'uscc' },
  { name: 'plate', type: 'text', required: true },
  { name: 'mail', type: 'text', required: true },
  { name: 'home', type: 'text', required: true, kind: 'address' },
  { name: 'income', type: 'number', required: true },
  { name: 'visits', type: 'integer', required: false },
  { name: 'seen_at', type: 'timestamp', required: true },
  { name: 'insured', type: 'boolean', required: true },
  { name: 'place', type: 'text', required: true, kind: 'coordinates' },
  { name: 'remark', type: 'text', required: true },
  { name: 'level', type: 'text', required: true, values: ['一级', '二级'] },
]
const rows = madeUpRows(columns, { rows: 400, seed: 'people/1' })
const texts = (name: string) => rows.map((row) => String(row[name]))

describe('made-up rows', () => {
  it('are the same for the same seed and others for another, and one column does not move the next', () => {
    expect(madeUpRows(columns, { rows: 400, seed: 'people/1' })).toEqual(rows)
    expect(madeUpRows(columns, { rows: 400, seed: 'people/2' })).not.toEqual(rows)
    expect(madeUpRows(columns.slice(2), { rows: 1, seed: 'people/1' })[0]?.mobile).toBe(rows[0]?.mobile)
  })

  it('carry numbers whose check sign is right and that are given to nobody', () => {
    expect(texts('id_number').every((text) => isIdNumber(text) && text.startsWith('99'))).toBe(true)
    expect(texts('firm').every((text) => isUscc(text) && text.startsWith('9199'))).toBe(true)
    expect(texts('card').every((text) => isLuhn(text) && text.startsWith('9'))).toBe(true)
    expect(texts('mobile').every((text) => /^154\d{8}$/.test(text))).toBe(true)
    expect(texts('plate').every((text) => /^苏Z[A-Z0-9]{5}$/.test(text))).toBe(true)
    expect(texts('mail').every((text) => text.endsWith('@example.com'))).toBe(true)
    expect(texts('home').every((text) => text.startsWith('无锡市'))).toBe(true)
    expect(new Set(texts('id_number')).size).toBeGreaterThan(395)
  })

  it('tell one person in one row', () => {
    for (const row of rows) {
      expect(String(row.id_number).slice(6, 14)).toBe(String(row.birth_date).replaceAll('-', ''))
      expect(row.born).toBe(Number(String(row.birth_date).slice(0, 4)))
      expect(Number(String(row.id_number).charAt(16)) % 2 === 1).toBe(row.sex === '男')
    }
  })

  it('are taken by intake for what they imitate', () => {
    for (const [name, kind] of [
      ['id_number', 'id-number'],
      ['mobile', 'mobile'],
      ['full_name', 'name'],
    ] as const)
      expect(classify(texts(name)).map((one) => one.kind)).toContain(kind)
  })

  it('keep to a closed list, and are empty now and then only where a column may be', () => {
    expect(new Set(texts('level'))).toEqual(new Set(['一级', '二级']))
    expect(rows.filter(({ visits }) => visits === null).length).toBeGreaterThan(5)
    expect(rows.every((row) => columns.every(({ name, required }) => required === false || row[name] !== null))).toBe(true)
  })

  it('know every kind in text and fall back to the type where a kind cannot be spelt in it', () => {
    const one = (column: MadeUpColumn) => madeUpRows([{ required: true, ...column }], { rows: 1, seed: 's' })[0]?.[column.name]
    for (const kind of madeUpKinds) expect(one({ name: 'a', type: 'text', kind })).toEqual(expect.stringMatching(/./))
    expect(one({ name: 'a', type: 'boolean', kind: 'mobile' })).toEqual(expect.any(Boolean))
    expect(one({ name: 'a', type: 'integer', kind: 'address' })).toEqual(expect.any(Number))
    expect(one({ name: 'a', type: 'date', kind: 'a kind of tomorrow' })).toMatch(/^\d{4}-\d\d-\d\d$/)
  })

  it('are a relation of the engine in the types of their columns', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'yunhe-made-up-'))
    const engine = await openDataEngine({ folders: [folder], spillFolder: folder })
    try {
      const described = await engine.columnsOf(`SELECT * FROM ${madeUpRelation(columns, rows)}`)
      expect(described.map(({ type }) => type)).toEqual([
        ...['VARCHAR', 'VARCHAR', 'VARCHAR', 'DATE', 'BIGINT', 'VARCHAR', 'VARCHAR', 'VARCHAR', 'VARCHAR'],
        ...['VARCHAR', 'VARCHAR', 'DOUBLE', 'BIGINT', 'TIMESTAMP', 'BOOLEAN', 'VARCHAR', 'VARCHAR', 'VARCHAR'],
      ])
      expect(await engine.rows(`SELECT count(*) AS n FROM ${madeUpRelation(columns, rows)}`)).toEqual([{ n: '400' }])
      expect(await engine.rows(`SELECT count(*) AS n FROM ${madeUpRelation(columns, [])}`)).toEqual([{ n: '0' }])
    } finally {
      engine.close()
      await rm(folder, { recursive: true })
    }
  })
})
