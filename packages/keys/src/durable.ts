/** Writing small files so that after a power cut there is the old file or the new one, and never half of one. */

import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Replaces or makes the file: whole, flushed, and so is its folder. */
export const writeDurably = (file: string, bytes: Uint8Array | string, mode = 0o600): void => {
  const fresh = writeFresh(file, bytes, mode)
  renameSync(fresh, file)
  flushFolder(dirname(file))
}

/** Makes the file, or leaves the one that is there and says false: of two programs that start at once, one makes it. */
export const createDurably = (file: string, bytes: Uint8Array | string, mode = 0o600): boolean => {
  const fresh = writeFresh(file, bytes, mode)
  try {
    linkSync(fresh, file)
    return true
  } catch (fault) {
    if (isCode(fault, 'EEXIST')) return false
    throw fault
  } finally {
    rmSync(fresh)
    flushFolder(dirname(file))
  }
}

export const privateFolder = (folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
}

/** A name is on disk only once its folder is flushed. */
export const flushFolder = (folder: string): void => {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** A key that others of this machine may read is no longer a key. */
export const refuseIfSharedFile = (file: string): void => {
  if ((statSync(file).mode & 0o077) !== 0) throw new Error(`could not use ${file}: others may read it; its mode must be 0600`)
}

export const isCode = (fault: unknown, code: string): boolean => fault instanceof Error && 'code' in fault && fault.code === code

const writeFresh = (file: string, bytes: Uint8Array | string, mode: number): string => {
  const fresh = `${file}.${randomBytes(6).toString('hex')}.new`
  const handle = openSync(fresh, 'wx', mode)
  try {
    const content = Buffer.from(bytes)
    for (let done = 0; done < content.length; ) done += writeSync(handle, content, done)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  return fresh
}
