/** One replay; prints what it took as JSON. */
import { join } from 'node:path'
import { fileKeyProvider, loadOrCreateRootKey, suites } from '@yunhe/keys'
import { replay } from '../packages/platform/src/projections/replay.ts'
import { openLog } from '../packages/platform/src/store/log.ts'
import { payloadKeys } from '../packages/platform/src/store/payloads.ts'
import { openDb } from '../packages/platform/src/store/postgres.ts'

const [url = '', keys = ''] = process.argv.slice(2)
const db = openDb(url)
const provider = fileKeyProvider({ folder: join(keys, 'scopes'), rootKey: loadOrCreateRootKey(join(keys, 'root.key')), suite: suites.intl })
const begun = performance.now()
const { entries, differences } = await replay(db, openLog(db, payloadKeys(db, provider, 'intl'), []), false)
const seconds = (performance.now() - begun) / 1_000
await db.destroy()
for (const difference of differences.slice(0, 10)) process.stderr.write(`${difference}\n`)
// In kilobytes, as the kernel counts it.
const mostMegabytes = process.resourceUsage().maxRSS / 1_024
process.stdout.write(JSON.stringify({ entries, differences: differences.length, seconds, mostMegabytes }))
