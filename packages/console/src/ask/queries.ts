/** Answers of the platform as pages hold them: fetched once, shared, refreshed after an act. */
import { keepPreviousData, QueryClient, queryOptions } from '@tanstack/react-query'
import { ask, type Name, type Question } from './ask.ts'
import { problemIn } from './problem.ts'

const isWorthAnotherTry = (error: unknown) => {
  const status = problemIn(error)?.status ?? 0
  return status === 0 || status >= 500
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: (count, error) => count < 2 && isWorthAnotherTry(error), staleTime: 5_000, refetchOnWindowFocus: true },
  },
})

/** The answer of one route as a query; its key is the route's name and the question. */
export const answerTo = <N extends Name>(name: N, question: Question<N> = {}) =>
  queryOptions({ queryKey: [name, question] as const, queryFn: ({ signal }) => ask(name, question, { signal }) })

/** The same for paged lists: the old page stays until the new one is there. */
export const pageOf = <N extends Name>(name: N, question: Question<N> = {}) => ({
  ...answerTo(name, question),
  placeholderData: keepPreviousData,
})

export const sessionQuery = { ...answerTo('whoAmI'), staleTime: 60_000, retry: false }
export const proceduresQuery = { ...answerTo('procedures'), staleTime: 30_000 }
export const organizationsQuery = { ...answerTo('organizations'), staleTime: 60_000 }
