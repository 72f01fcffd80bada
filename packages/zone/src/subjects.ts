/** Whose each row of a workspace is, as numbers that only the zone can make: no column that SQL of people may name, and never loaded for a job. */
import { randomBytes } from '@yunhe/keys'
import { openDataEngine, parquet } from './engine/data.ts'
import { quoted } from './engine/engine.ts'
import type { DatasetContract } from './orders.ts'
import type { Ground, Roster } from './outputs/division.ts'
import { magnitudeOf } from './outputs/magnitudes.ts'
import { type Manifest, scopeShape } from './store/manifest.ts'
import type { PartStore } from './store/parts.ts'
import { withPrivateFolder } from './store/private-folder.ts'
import type { Vault } from './vault.ts'

export const sourceName = '__source'
export const subjectKeyName = 'subject_key'

/** Names that no contract can have: a column begins with a letter. */
const element = '__element'
const subject = '__subject'

/**
 * Keyed by the zone: one person has one number in all datasets, versions and workspaces, and nobody without the key can tell which.
 * Where a subject has several rows, or none is declared, a row is known by all that stands in it.
 */
export const whoseRows = ({ subject: declared }: DatasetContract): string => {
  const number = (what: string) => `hash(md5_number($${subjectKeyName} || ${what}))`
  const row = number(`CAST(${sourceName} AS VARCHAR)`)
  if (declared === undefined) return `, ${row} AS ${element}`
  const who = number(`coalesce(CAST(${quoted(declared.column)} AS VARCHAR), '')`)
  return declared.oneRow ? `, ${who} AS ${element}` : `, ${row} AS ${element}, ${who} AS ${subject}`
}

/** What a table of a workspace is compared by. */
export const groundOf = (manifest: Manifest, table: string, contract: DatasetContract | undefined): Ground => ({
  domain: contract?.subject?.oneRow === true ? 'subjects' : `rows of ${table}`,
  base: `${manifest.scope}@${manifest.version}/${table}`,
  named: contract?.subject !== undefined,
})

/** Read from the sealed parts, in the order of their rows. */
export const rosterIn = (store: PartStore, manifest: Manifest, table: string, isSplit: boolean): Promise<Roster> =>
  inOrder(store, manifest, table, async (numbers) => {
    const elements = await numbers(element)
    return isSplit ? { elements, subjects: await numbers(subject) } : { elements }
  })

/** How much each row adds to a sum of this column, in the order of the rows. */
export const amountsIn = (store: PartStore, manifest: Manifest, table: string, column: string): Promise<Uint16Array> =>
  inOrder(store, manifest, table, async (numbers) => {
    const wide = await numbers(`(${magnitudeOf(quoted(column))})::UBIGINT`)
    // Of each number its lower half: as values of the language, ten million of them would take a second.
    const halves = new Uint32Array(wide.buffer, wide.byteOffset, wide.length * 2)
    const amounts = new Uint16Array(wide.length)
    for (let row = 0; row < amounts.length; row += 1) amounts[row] = halves[row * 2] ?? 0
    return amounts
  })

const inOrder = <T>(
  store: PartStore,
  manifest: Manifest,
  table: string,
  read: (numbers: (expression: string) => Promise<BigUint64Array>) => Promise<T>,
): Promise<T> =>
  withPrivateFolder(async (folder) => {
    const one = { ...manifest, tables: manifest.tables.filter((stored) => stored.table === table) }
    const files = (await store.openParts(one, folder)).get(table) ?? []
    const engine = await openDataEngine({ folders: [folder], spillFolder: folder, keepsOrder: true, readAheadMegabytes: 64 })
    try {
      return await read((expression) => engine.numbers(`SELECT ${expression} FROM ${parquet(files)}`))
    } finally {
      engine.close()
    }
  })

export const subjectsScope = (name: string) => scopeShape.parse(`subjects/${name}`)

/** 192 bits: with the number of a person they stay within one block of the digest. */
const keyBytes = 24

/** The same for as long as the zone stands, and in no log. */
export const subjectKeyIn = async (vault: Vault): Promise<string> => {
  if ((await vault.names('zone')).includes('key')) return vault.text('zone', 'key')
  const key = Buffer.from(randomBytes(keyBytes)).toString('base64')
  await vault.putText('zone', 'key', key)
  return key
}
