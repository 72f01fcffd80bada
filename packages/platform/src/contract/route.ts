/** One route of the contract: the server registers it, the console calls it, the OpenAPI document lists it. */
import type { z } from 'zod'

export type Method = 'GET' | 'POST' | 'DELETE'

/** The names in a path: `/api/calls/:id` has `id`. */
type NamesIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never
export type ParamsOf<Path extends string> = { readonly [Name in NamesIn<Path>]: string }

export interface Route<Path extends string, Query extends z.ZodType, Body extends z.ZodType, Reply extends z.ZodType> {
  readonly method: Method
  readonly path: Path
  readonly summary: string
  /** Whether it answers somebody who is not signed in. Whatever does not say so is closed to strangers. */
  readonly isPublic?: true
  /** Whether it is open to whoever has yet to change a password or enrol a second factor. */
  readonly whilePending?: true
  readonly query?: Query
  readonly body?: Body
  /** What it is sent in, where that is not JSON; it has no `body` then. */
  readonly takes?: string
  readonly reply: Reply
  /** What the reply is written in, where that is not JSON. */
  readonly media?: string
}

export const route = <
  const Path extends string,
  Reply extends z.ZodType,
  Query extends z.ZodType = z.ZodType<undefined>,
  Body extends z.ZodType = z.ZodType<undefined>,
>(
  table: Route<Path, Query, Body, Reply>,
): Route<Path, Query, Body, Reply> => table
