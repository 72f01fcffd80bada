import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { lockFile } from './lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'yunhe-lock-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'lock')

describe('a lock', () => {
  it('is held by one, and free again when it is given back', () => {
    const unlock = lockFile(file)
    expect(() => lockFile(file)).toThrow(`could not write here: process ${process.pid} holds ${file}`)
    unlock()
    expect(existsSync(file)).toBe(false)
  })

  it('of a process that is gone is taken over, also where its number came again', () => {
    for (const left of ['999999999 1', `${process.pid} another-start`, '']) {
      writeFileSync(file, left)
      lockFile(file)()
    }
  })
})
