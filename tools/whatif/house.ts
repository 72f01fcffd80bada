/** The database and the keys of a house that may be running: opened to read, and left as they were. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileKeyProvider, loadOrCreateRootKey, suites } from '@yunhe/keys'
import { embeddedPostgres } from '../../packages/platform/src/store/embedded.ts'
import { type PayloadKeys, payloadKeys } from '../../packages/platform/src/store/payloads.ts'
import { type Db, openDb } from '../../packages/platform/src/store/postgres.ts'
import { inRoot } from '../steps/step.ts'

export interface House {
  readonly db: Db
  readonly payloads: PayloadKeys
  readonly keyedHash: (text: string) => string
  readonly leave: () => Promise<void>
}

export const openHouse = async (): Promise<House> => {
  const folder = resolve(process.env.YUNHE_FOLDER || inRoot('.yunhe'))
  const keys = join(folder, 'platform')
  for (const name of ['root.key', 'real-names.key']) if (!existsSync(join(keys, name))) throw new Error(`no platform has run in ${folder}`)
  const { url, leave } = await database(folder)
  const db = openDb(url)
  const provider = fileKeyProvider({
    folder: join(keys, 'scopes'),
    rootKey: loadOrCreateRootKey(join(keys, 'root.key')),
    suite: suites.intl,
  })
  const realNames = loadOrCreateRootKey(join(keys, 'real-names.key'))
  return {
    db,
    payloads: payloadKeys(db, provider, 'intl'),
    keyedHash: (text) => Buffer.from(suites.intl.hmac(realNames, Buffer.from(text))).toString('hex'),
    leave: async () => {
      await db.destroy()
      await leave()
    },
  }
}

/** A database of our own is stopped again, unless it was running before us. */
const database = async (folder: string): Promise<{ readonly url: string; readonly leave: () => Promise<void> }> => {
  const url = process.env.DATABASE_URL
  if (url) return { url, leave: async () => {} }
  const own = await embeddedPostgres({ folder: join(folder, 'database') })
  return { url: own.url, leave: own.adopted ? async () => {} : own.stop }
}
