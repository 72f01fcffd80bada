import { expect, it } from 'vitest'
import { queryOf } from './ask.ts'
import { formatOf, saidOf } from './upload.ts'

it.each([
  ['flights-3m.parquet', 'parquet'],
  ['People.JSONL', 'json'],
  ['adult.csv', 'csv'],
  ['台账.XLSX', 'xlsx'],
  ['no-ending', 'csv'],
])('the file %s is sent as %s', (name, format) => expect(formatOf(name)).toBe(format))

it.each([
  ['xlsx', '?format=xlsx&mode=append&sheet=s'],
  ['csv', '?format=csv&mode=append&delimiter=semicolon&encoding=gb18030'],
  ['parquet', '?format=parquet&mode=append'],
] as const)('of %s only that is said which it knows', (format, query) => {
  expect(queryOf(saidOf(format, { mode: 'append', delimiter: 'semicolon', encoding: 'gb18030', sheet: 's' }))).toBe(query)
})
