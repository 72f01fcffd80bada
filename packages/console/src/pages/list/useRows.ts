/** The rows of a list, page by page as they are scrolled to: the first page small, so that it is there at once, the others large. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { CaseRow, ListSort } from '@yunhe/platform/contract'
import { useMemo } from 'react'
import { ask } from '../../ask/ask.ts'
import type { Filters } from './search.ts'

const firstPage = 50
const furtherPages = 500
/** So many pages are asked for anew when one comes back; who has scrolled further keeps the rows and the place. */
const askedAnew = 3

export interface Rows {
  readonly count: number
  readonly at: (place: number) => CaseRow | undefined
}

export const useRows = (plural: string, filters: Filters, sort: ListSort | undefined, from: string | undefined, isWanted: boolean) => {
  const query = useInfiniteQuery({
    queryKey: ['cases', 'rows', plural, filters, sort, from],
    queryFn: ({ pageParam, signal }) => {
      const page = pageParam === '' ? { pageSize: firstPage } : { pageSize: furtherPages, after: pageParam }
      return ask(
        'cases',
        { params: { plural }, query: { ...(filters as object), ...(sort ? { sort } : {}), ...(from ? { from } : {}), ...page } },
        { signal },
      )
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    enabled: isWanted,
    placeholderData: keepPreviousData,
    // A hundred thousand rows are not compared one by one each time that some more have come.
    structuralSharing: false,
    refetchOnWindowFocus: false,
    refetchOnMount: ({ state }) => (state.data?.pages.length ?? 0) <= askedAnew,
  })
  // The same while the pages are: a table of a hundred thousand rows reckons all of them anew where they are others.
  const rows = useMemo((): Rows => {
    const pages = query.data?.pages ?? []
    return {
      count: pages.reduce((sum, page) => sum + page.rows.length, 0),
      at: (place) =>
        place < firstPage
          ? pages[0]?.rows[place]
          : pages[1 + Math.floor((place - firstPage) / furtherPages)]?.rows[(place - firstPage) % furtherPages],
    }
  }, [query.data])
  return { query, rows }
}
