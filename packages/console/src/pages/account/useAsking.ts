/** Sends one form of the account pages and keeps what went wrong. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fault, type Problem, problemIn } from '../../ask/problem.ts'
import { sessionQuery } from '../../ask/queries.ts'

export const useAsking = () => {
  const client = useQueryClient()
  const [problem, setProblem] = useState<Problem>()
  const [isBusy, setBusy] = useState(false)
  /** Answers undefined where it was turned away. */
  const send = async <Reply>(asking: () => Promise<Reply>): Promise<Reply | undefined> => {
    setProblem(undefined)
    setBusy(true)
    try {
      return await asking()
    } catch (error) {
      setProblem(problemIn(error) ?? fault)
      return undefined
    } finally {
      setBusy(false)
    }
  }
  const refresh = () => client.invalidateQueries({ queryKey: sessionQuery.queryKey })
  return { send, refresh, problem, isBusy }
}
