/** What a list shows, as its address says it: so that a list can be shared, kept and come back to. */
import type { ListColumn, ListSort } from '@yunhe/platform/contract'

const textFilters = [
  'stage',
  'q',
  'organization',
  'region',
  'due',
  'dueFrom',
  'dueTo',
  'changedFrom',
  'changedTo',
  'yours',
  'figure',
  'part',
  'since',
] as const
export type FilterName = (typeof textFilters)[number]
export type Filters = Partial<Record<FilterName, string>>

/** Filters and order of the list; `from` where in that order it begins; `columns` parted by commas; `view` a kept one, or `all` for none. */
export type ListSearch = Filters & { readonly sort?: ListSort; readonly from?: string; readonly columns?: string; readonly view?: string }

export const sorts = ['-updatedAt', 'updatedAt', 'title', '-title', 'due', '-due'] as const satisfies readonly ListSort[]
export const allColumns = [
  'title',
  'id',
  'stage',
  'organization',
  'region',
  'due',
  'yours',
  'updatedAt',
] as const satisfies readonly ListColumn[]
const usualColumns: readonly ListColumn[] = ['title', 'stage', 'organization', 'due', 'yours', 'updatedAt']

/** A router reads `320281` as a number. */
const asText = (value: unknown) =>
  typeof value === 'number' ? String(value) : typeof value === 'string' && value !== '' ? value : undefined

/** Leaves out what is not set, so that addresses stay short. */
export const readSearch = (search: Record<string, unknown>): ListSearch => {
  const texts = [...textFilters, 'from', 'columns', 'view'].flatMap((name) => {
    const text = asText(search[name])
    return text === undefined ? [] : [[name, text] as const]
  })
  const sort = sorts.find((one) => one === search.sort)
  return { ...Object.fromEntries(texts), ...(sort && sort !== '-updatedAt' ? { sort } : {}) }
}

export const filtersIn = (search: ListSearch): Filters =>
  Object.fromEntries(textFilters.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])))

/** In their own order; the title always stands first, since it leads to the case. */
export const columnsIn = ({ columns }: ListSearch): readonly ListColumn[] => {
  const chosen = columns?.split(',') ?? usualColumns
  const shown = allColumns.filter((one) => one === 'title' || chosen.includes(one))
  return shown.length > 1 ? shown : usualColumns
}

/** As the address has them: nothing where they are the usual ones. */
export const columnsText = (columns: readonly ListColumn[]): string | undefined => {
  const text = allColumns.filter((one) => one === 'title' || columns.includes(one)).join(',')
  return text === usualColumns.join(',') ? undefined : text
}

/** What a kept view keeps beside its columns. */
export const keptSearch = (search: ListSearch): Record<string, string> => {
  const { columns: _, view: __, from: ___, ...kept } = search
  return kept as Record<string, string>
}
