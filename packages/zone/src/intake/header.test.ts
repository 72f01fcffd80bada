import { describe, expect, it } from 'vitest'
import { columnNameOf, delimiterFor, delimiterIn, placesIn } from './header.ts'
import { residentsContract } from './testing.ts'

describe('the header of a separated file', () => {
  it.each([',', ';', '\t', '|'])('separated by %j is found out', (delimiter) => {
    const line = ['id_number', 'name', 'born_on', 'income'].join(delimiter)
    expect(delimiterFor(line, residentsContract)).toBe(delimiter)
    expect(delimiterIn([line, ['1', 'a,b', 'c', '2'].join(delimiter)])).toBe(delimiter)
  })

  it('separated by another sign than was declared is not read', () => {
    expect(delimiterFor('id_number;name;born_on;income', residentsContract, ',')).toBeUndefined()
    expect(delimiterFor('id_number;name;born_on;income', residentsContract, ';')).toBe(';')
  })

  it('names columns in the spelling of the contract, or by their titles', () => {
    expect(columnNameOf(' Marital-Status')).toBe('marital_status')
    expect(placesIn(['Born On', 'ID-Number', 'x', 'Name', 'Income'], residentsContract)).toEqual(
      new Map([
        ['id_number', 1],
        ['name', 3],
        ['born_on', 0],
        ['income', 4],
      ]),
    )
    const titled = { ...residentsContract, columns: residentsContract.columns.map((one) => ({ ...one, title: `标题 ${one.name}` })) }
    expect(placesIn(['标题id_number', '标题　name', 'born_on', '标题 INCOME'], titled)).toBeInstanceOf(Map)
  })

  it('names in a refusal only what was promised, never what stands in the file', () => {
    const answer = JSON.stringify(placesIn(['id_number', '王小明', 'born_on', 'income'], residentsContract))
    expect(answer).toContain('column name')
    expect(answer).not.toContain('王小明')
  })
})
