import { expect, it } from 'vitest'
import { formatOf } from './upload.ts'

it.each([
  ['flights-3m.parquet', 'parquet'],
  ['People.JSONL', 'json'],
  ['adult.csv', 'csv'],
  ['no-ending', 'csv'],
])('the file %s is sent as %s', (name, format) => expect(formatOf(name)).toBe(format))
