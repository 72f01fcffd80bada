import { expect, it } from 'vitest'
import { editorTables, formatted } from './completing.ts'

const said = { code: (value: string) => `<${value}>`, rows: (rows: number) => `${rows} rows` }

it('every column is offered with its type and what may be done with it, and those that are not given come last', () => {
  const [table] = editorTables(
    {
      tables: [
        {
          table: 'people',
          rows: 3,
          minimumGroup: 10,
          columns: [
            { name: 'id', type: 'text', disclosure: 'join-key', mask: 'pseudonym' },
            { name: 'age', type: 'integer', disclosure: 'plain' },
          ],
          hidden: ['phone'],
        },
      ],
    },
    said,
  )
  expect(table).toEqual({
    table: 'people',
    detail: '3 rows',
    columns: [
      { name: 'id', detail: '<text> · <join-key> · <pseudonym>', isHidden: false },
      { name: 'age', detail: '<integer> · <plain>', isHidden: false },
      { name: 'phone', detail: '<hidden>', isHidden: true },
    ],
  })
})

it('a text is laid out, with its parameters as they are', async () =>
  expect(await formatted('select a, count(*) from t where a = $b group by a')).toBe(
    'SELECT\n  a,\n  count(*)\nFROM\n  t\nWHERE\n  a = $b\nGROUP BY\n  a\n',
  ))

it('a text that cannot be read stays as it is', async () => expect(await formatted("select 'open")).toBeUndefined())
