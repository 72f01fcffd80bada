import { expect, it } from 'vitest'
import { badShareOf, formOf } from './intake.ts'

const column = (name: string, change: object = {}) => ({
  name,
  title: name,
  type: 'text',
  required: true,
  personal: 'none',
  grade: 'general-1',
  couldBeKey: false,
  suggestions: [],
  ...change,
})

it('a form begins with the fields of the sample, its key, and its subject where one names a person', () => {
  const columns = [
    column('number', { couldBeKey: true }),
    column('id_number', { couldBeKey: true, personal: 'identifier', suggestions: [{ kind: 'id-number' }] }),
  ]
  expect(formOf({ outcome: 'inferred', rows: 2, chosen: {}, columns })).toMatchObject({
    keyColumns: ['id_number'],
    subjectColumn: 'id_number',
    oneRow: true,
  })
  expect(formOf({ outcome: 'inferred', rows: 2, chosen: {}, columns: [column('a')] })).toEqual({
    fields: [expect.not.objectContaining({ couldBeKey: false })],
  })
})

it('the share of rejected rows is of the rows that were delivered, not of all that lie there', () => {
  const version = { version: 2, at: '', rows: 1000, rejectedRows: 10, isDestroyed: false, workspaces: 0 }
  const delivered = { mode: 'append', from: 'csv', sha256: '', person: '', rows: 90, driftNotes: 0 }
  expect(badShareOf({ ...version, delivered })).toBe(10)
  expect(badShareOf(version)).toBe(1)
})
