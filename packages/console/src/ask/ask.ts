/** The only way the console speaks to the platform: one typed question per route of the contract. */
import type { ParamsOf, Routes } from '@yunhe/platform/contract'
import type { z } from 'zod'
import { addresses } from './addresses.ts'
import { faultOf, problemOf, unreachable } from './problem.ts'

export type Name = keyof Routes
type Part<Of, Key extends string> = Of extends { readonly [K in Key]?: infer Schema } ? Exclude<Schema, undefined> : never
type InputOf<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined
export type Reply<N extends Name> = z.output<Routes[N]['reply']>

export interface Question<N extends Name> {
  readonly params?: ParamsOf<Routes[N]['path']>
  readonly query?: InputOf<Part<Routes[N], 'query'>>
  readonly body?: InputOf<Part<Routes[N], 'body'>>
}

/** Set when a session is known; sent back with everything that changes something. */
const kept = { csrf: '' }
export const keepCsrf = (csrf: string) => {
  kept.csrf = csrf
}

/** Of the session, for the one request that needs to tell how far it is. */
export const csrfKept = (): string => kept.csrf

export const pathWith = (path: string, params: Readonly<Record<string, string>> = {}) =>
  path.replaceAll(/:([a-z]+)/gi, (_, name: string) => encodeURIComponent(params[name] ?? ''))

export const queryOf = (query: Readonly<Record<string, unknown>> = {}) => {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)]))}`
}

const requestOf = (method: string, body: unknown): RequestInit => ({
  method,
  credentials: 'same-origin',
  headers: {
    accept: 'application/json, application/problem+json',
    // Titles come in the language of the page, whatever the browser prefers.
    'accept-language': document.documentElement.lang,
    ...(method === 'GET' ? {} : { 'x-csrf-token': kept.csrf }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
})

/** `keepalive`: the request outlives the page that sends it. */
type Way = Pick<RequestInit, 'signal' | 'keepalive'>

export const ask = async <N extends Name>(name: N, question: Question<N> = {}, way: Way = {}): Promise<Reply<N>> => {
  const [method, path] = addresses[name]
  const address = pathWith(path, question.params) + queryOf(question.query as Record<string, unknown> | undefined)
  const answer = await fetch(address, { ...requestOf(method, question.body), ...way }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw faultOf(unreachable)
  })
  if (!answer.ok) throw faultOf(await problemOf(answer))
  return (await answer.json()) as Reply<N>
}
