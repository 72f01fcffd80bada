/** Payloads rest sealed under the data key of their scope; destroying the scope key silences them and leaves the log whole (article 19). */
import { type KeyProvider, type SuiteName, suite } from '@yunhe/keys'
import type { Db } from './postgres.ts'

/** The scope of whatever holds no personal content. */
export const commonScope = 'platform/payloads'

export interface PayloadKeys {
  /** The data key of a scope, made at first use; undefined once the scope was destroyed. */
  readonly of: (scope: string) => Promise<Uint8Array | undefined>
  readonly seal: (key: Uint8Array, plain: Uint8Array, name: string) => Buffer
  readonly open: (key: Uint8Array, sealed: Uint8Array, name: string) => Uint8Array
  /** Destroys the scope key: every payload under it is silent from now on. */
  readonly destroy: (scope: string) => Promise<void>
}

export const payloadKeys = (db: Db, keys: KeyProvider, suiteName: SuiteName): PayloadKeys => {
  const cipher = suite(suiteName)
  const keyByScope = new Map<string, Promise<Uint8Array | undefined>>()
  const find = async (scope: string): Promise<Uint8Array | undefined> => {
    const known = await keys.describe(scope)
    if (known?.state === 'destroyed') return undefined
    if (known === undefined) await keys.create(scope)
    const row = await db.selectFrom('data_keys').select('wrapped').where('scope', '=', scope).executeTakeFirst()
    if (row) return keys.decryptDataKey(scope, row.wrapped)
    const made = await keys.generateDataKey(scope)
    // Two programs may meet here: the first row wins and the other reads it.
    await db
      .insertInto('data_keys')
      .values({ scope, wrapped: made.wrapped })
      .onConflict((clash) => clash.doNothing())
      .execute()
    const kept = await db.selectFrom('data_keys').select('wrapped').where('scope', '=', scope).executeTakeFirstOrThrow()
    return keys.decryptDataKey(scope, kept.wrapped)
  }
  return {
    of: (scope) => {
      const found = keyByScope.get(scope) ?? find(scope)
      keyByScope.set(scope, found)
      found.catch(() => keyByScope.delete(scope))
      return found
    },
    seal: (key, plain, name) => Buffer.from(cipher.seal(key, plain, Buffer.from(name))),
    open: (key, sealed, name) => cipher.open(key, sealed, Buffer.from(name)),
    destroy: async (scope) => {
      await keys.destroy(scope)
      keyByScope.set(scope, Promise.resolve(undefined))
    },
  }
}
