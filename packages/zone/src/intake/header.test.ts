import { describe, expect, it } from 'vitest'
import { columnNameOf, readHeader } from './header.ts'
import { residentsContract } from './testing.ts'

const read = (line: string, declared?: ',' | ';') => readHeader(line, residentsContract, declared)

describe('the header of a separated file', () => {
  it.each([',', ';', '\t', '|'])('separated by %j is found out', (delimiter) => {
    expect(read(['id_number', 'name', 'born_on', 'income'].join(delimiter))).toMatchObject({ delimiter, width: 4 })
  })

  it('names columns in the spelling of the contract', () => {
    expect(columnNameOf(' Marital-Status')).toBe('marital_status')
    expect(read('"Born On";ID-Number;x;Name;Income', ';')).toMatchObject({ width: 5 })
  })

  it('names in a refusal only what was promised, never what stands in the file', () => {
    expect(JSON.stringify(read('id_number,王小明,born_on,income'))).toContain('column name')
    expect(JSON.stringify(read('id_number,王小明,born_on,income'))).not.toContain('王小明')
  })
})
