/** What the server or the network answers when it does not do as asked (RFC 9457). */
import type { Problem } from '@yunhe/platform/contract'

export type { Problem, RefusalView } from '@yunhe/platform/contract'

/** A fault that carries the problem, so that queries fail with it and pages can show it. */
export interface ProblemFault extends Error {
  readonly problem: Problem
}

export const faultOf = (problem: Problem): ProblemFault => Object.assign(new Error(problem.title), { problem })

export const problemIn = (error: unknown): Problem | undefined =>
  error instanceof Error && 'problem' in error ? (error as ProblemFault).problem : undefined

const isProblem = (value: unknown): value is Problem => typeof value === 'object' && value !== null && 'title' in value && 'status' in value

/** Reads the problem out of an answer that is not 2xx; an answer of another shape keeps its status only. */
export const problemOf = async (answer: Response): Promise<Problem> => {
  const body: unknown = await answer.json().catch(() => undefined)
  return isProblem(body) ? body : { type: 'about:blank', title: answer.statusText || `HTTP ${answer.status}`, status: answer.status }
}

/** Status 0: the request did not reach anybody. */
export const unreachable: Problem = { type: 'about:blank', title: 'unreachable', status: 0 }

/** Something on our side; nothing more is known here. */
export const fault: Problem = { type: 'about:blank', title: 'fault', status: 500 }
