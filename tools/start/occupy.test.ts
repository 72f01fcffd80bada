import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { occupy } from './occupy.ts'

const folder = mkdtempSync(join(tmpdir(), 'yunhe-occupy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'running')

describe('a folder', () => {
  it('is taken by one house at a time and free when it leaves', async () => {
    const leave = occupy(folder)
    expect(readFileSync(file, 'utf8')).toBe(String(process.pid))
    await leave()
    await occupy(folder)()
  })

  it('is refused while another Node program lives in it', () => {
    writeFileSync(file, String(process.ppid))
    expect(() => occupy(folder)).toThrow(`${folder} is in use by the running process ${process.ppid}; stop it, or choose another folder`)
    rmSync(file)
  })

  it('is free when its process is gone or its number belongs to a stranger', async () => {
    for (const pid of ['1', '4194305', '']) {
      writeFileSync(file, pid)
      await occupy(folder)()
    }
  })
})
