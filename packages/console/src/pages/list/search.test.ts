import { describe, expect, it } from 'vitest'
import { columnsIn, columnsText, filtersIn, keptSearch, readSearch } from './search.ts'

describe('what a list shows, as its address says it', () => {
  it('reads what it knows, leaves the rest and the usual order out, and takes a number for the text it was', () => {
    const search = readSearch({ stage: 'filed', region: 320281, sort: '-updatedAt', due: '', page: 3, other: 'x', view: 'all' })
    expect(search).toEqual({ stage: 'filed', region: '320281', view: 'all' })
    expect(readSearch({ sort: 'due' })).toEqual({ sort: 'due' })
    expect(readSearch({ sort: 'state' })).toEqual({})
    expect(filtersIn({ ...search, sort: 'due', columns: 'title,due' })).toEqual({ stage: 'filed', region: '320281' })
    expect(keptSearch({ ...search, sort: 'due', columns: 'title,due' })).toEqual({ stage: 'filed', region: '320281', sort: 'due' })
  })

  it('shows the columns in their own order, the title always, and the usual ones where none is left', () => {
    expect(columnsIn({ columns: 'due,region' })).toEqual(['title', 'region', 'due'])
    expect(columnsIn({ columns: 'nothing' })).toEqual(columnsIn({}))
    expect(columnsText(columnsIn({}))).toBeUndefined()
    expect(columnsText(['due', 'id'])).toBe('title,id,due')
  })
})
