/** The files of a key store: their names, their reading, and their shredding. */
import { createHash, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, readFileSync, statSync, unlinkSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { flushFolder, isCode, refuseIfSharedFile } from './durable.ts'
import type { Destruction } from './key-provider.ts'

/** One version of a scope key as its file holds it; versions have files of their own so that nothing is ever rewritten, only overwritten. */
export interface KeyFile {
  readonly format: 'yunhe/scope-key@1'
  readonly scope: string
  readonly suite: string
  readonly version: number
  readonly fingerprint: string
  readonly wrapped: string
}

export interface Tombstone extends Destruction {
  readonly format: 'yunhe/destroyed-scope@1'
  readonly suite: string
  readonly version: number
}

export const keyFileOf = (folder: string, scope: string, version: number): string => join(folder, `${fileNameOf(scope)}.v${version}.key`)
export const tombstoneOf = (folder: string, scope: string): string => join(folder, `${fileNameOf(scope)}.destroyed`)

/** Oldest first. */
export const versionsOf = (folder: string, scope: string): readonly KeyFile[] => {
  const prefix = `${fileNameOf(scope)}.v`
  const numbers = readdirSync(folder).flatMap((name) =>
    name.startsWith(prefix) ? [Number(/^([1-9][0-9]*)\.key$/.exec(name.slice(prefix.length))?.[1])] : [],
  )
  const versions = numbers.filter((number) => number > 0).sort((one, other) => one - other)
  return versions.map((version) => readKeyFile(folder, scope, version))
}

/** Throws where the file speaks of another scope or version than its name: files may have been moved. */
export const readKeyFile = (folder: string, scope: string, version: number): KeyFile => {
  const name = keyFileOf(folder, scope, version)
  refuseIfSharedFile(name)
  const file: KeyFile = JSON.parse(readFileSync(name, 'utf8'))
  if (file.format !== 'yunhe/scope-key@1' || file.scope !== scope || file.version !== version)
    throw new Error(`could not use ${name}: it is not version ${version} of the key of ${scope}`)
  return file
}

export const readTombstone = (file: string): Tombstone | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (fault) {
    if (isCode(fault, 'ENOENT')) return undefined
    throw fault
  }
}

/** Best effort: a file system that copies on write, or a disk that levels its wear, may keep the older blocks. */
const shred = (file: string): void => {
  const handle = openSync(file, 'r+')
  try {
    writeSync(handle, randomBytes(statSync(file).size), 0, undefined, 0)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  unlinkSync(file)
  flushFolder(dirname(file))
}

/** A tombstone whose keys are still there is the trace of a crash: what it announced is done now. */
export const finishDestructions = (folder: string): void => {
  const tombstones = readdirSync(folder).flatMap((name) => (name.endsWith('.destroyed') ? [readTombstone(join(folder, name))] : []))
  for (const tombstone of tombstones) if (tombstone) shredAnnounced(folder, tombstone)
}

/** Reads nothing from the files, for a crash may have left one half overwritten. */
export const shredAnnounced = (folder: string, tombstone: Tombstone): void => {
  for (const file of filesUpTo(folder, tombstone)) if (existsSync(file)) shred(file)
}

const filesUpTo = (folder: string, { scope, version }: Tombstone): readonly string[] =>
  Array.from({ length: version }, (_, index) => keyFileOf(folder, scope, index + 1))

const longestScopeBytes = 256
/** Spelt out in full, three signs for a byte at most, a name of this many stays within the 255 bytes of a file name. */
const longestSpelt = 60

/** A long scope goes by its hash, and `~` keeps such a name apart from every spelt one; the file itself says which scope it is. */
const fileNameOf = (scope: string): string => {
  const bytes = Buffer.from(scope)
  if (bytes.length === 0 || bytes.length > longestScopeBytes)
    throw new Error(`could not name a key file for a scope of ${bytes.length} bytes; ${longestScopeBytes} are the most`)
  return bytes.length > longestSpelt ? `~${createHash('sha256').update(bytes).digest('hex')}` : spelt(bytes)
}

/** Every byte but lower-case letters, digits, `-` and `_` as %HH: no path, no dots, and no two scopes that differ by case alone. */
const spelt = (scope: Buffer): string => [...scope].map(safeByte).join('')

const safeByte = (byte: number): string => {
  const letter = String.fromCharCode(byte)
  return /[a-z0-9_-]/.test(letter) ? letter : `%${byte.toString(16).padStart(2, '0')}`
}
