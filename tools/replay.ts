/** `npm run replay`: folds the whole log again, rebuilds every projection, and says where a table had said something else. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileKeyProvider, loadOrCreateRootKey, suites } from '@yunhe/keys'
import { replay } from '../packages/platform/src/projections/replay.ts'
import { entriesThatDiffer } from '../packages/platform/src/store/audit.ts'
import { originOfLog } from '../packages/platform/src/store/checkpoints.ts'
import { embeddedPostgres } from '../packages/platform/src/store/embedded.ts'
import { filesThatDiffer } from '../packages/platform/src/store/files/kept.ts'
import { openLog } from '../packages/platform/src/store/log.ts'
import { payloadKeys } from '../packages/platform/src/store/payloads.ts'
import { openDb } from '../packages/platform/src/store/postgres.ts'
import { inRoot } from './steps/step.ts'

const folder = resolve(process.env.YUNHE_FOLDER || inRoot('.yunhe'))
const keys = join(folder, 'platform')

/** A database of our own is stopped again, unless it was running before us. */
const database = async (): Promise<{ readonly url: string; readonly leave: () => Promise<void> }> => {
  const url = process.env.DATABASE_URL
  if (url) return { url, leave: async () => {} }
  const own = await embeddedPostgres({ folder: join(folder, 'database') })
  return { url: own.url, leave: own.adopted ? async () => {} : own.stop }
}

const run = async (): Promise<number> => {
  if (!existsSync(join(keys, 'root.key'))) throw new Error(`there is nothing to replay in ${folder}: no platform has run there`)
  const begun = performance.now()
  const { url, leave } = await database()
  const db = openDb(url)
  try {
    const provider = fileKeyProvider({
      folder: join(keys, 'scopes'),
      rootKey: loadOrCreateRootKey(join(keys, 'root.key')),
      suite: suites.intl,
    })
    const changed = await entriesThatDiffer(db, { origin: originOfLog })
    for (const name of changed) console.log(`  changed in the database, not in the log: ${name}`)
    const payloads = payloadKeys(db, provider, 'intl')
    const { streams, entries, destroyed, differences, attached } = await replay(db, openLog(db, payloads, []), true)
    const files = await filesThatDiffer({ db, payloads }, attached)
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1)
    console.log(`${entries} entries of ${streams} cases folded again in ${seconds} s: the lines of cases and their further names.`)
    if (destroyed.length > 0)
      console.log(`${destroyed.length} cases have destroyed payloads; their lines were left as they were: ${destroyed.join(', ')}`)
    console.log("Not from the log, and so not replayed: the calls by day, which are read from the zone's own signed meter.")
    const held = attached.reduce((sum, one) => sum + one.files.length, 0)
    console.log(`${held} attached files held against the hashes in their entries; what is stored of a file cannot be replayed.`)
    for (const difference of files) console.log(`  ${difference}`)
    for (const difference of differences) console.log(`  differed: ${difference}`)
    console.log(differences.length === 0 ? 'No difference.' : `${differences.length} differences; the tables are rebuilt.`)
    return differences.length + changed.length + files.length === 0 ? 0 : 1
  } finally {
    await db.destroy()
    await leave()
  }
}

process.exitCode = await run().catch((error: unknown) => {
  console.error(`could not replay: ${error instanceof Error ? error.message : String(error)}`)
  return 2
})
