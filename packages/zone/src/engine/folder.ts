/** Where the engine's package lies, so that a sandbox can be given this folder and no other package. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export const engineFolder = (): string => {
  const entry = createRequire(import.meta.url).resolve('@duckdb/node-api')
  const marker = join('node_modules', '@duckdb')
  const at = entry.lastIndexOf(marker)
  if (at < 0) throw new Error(`could not find the engine's package folder from ${dirname(entry)}`)
  return entry.slice(0, at + marker.length)
}
