import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { nameOf, removeAbandoned } from './abandoned.ts'

it('removes the opened data of a process that is gone, and leaves that of a living one', async () => {
  // Process numbers end at 4194304.
  const [gone, living] = [join(tmpdir(), nameOf(4_194_305)), join(tmpdir(), nameOf(process.pid))]
  for (const folder of [gone, living]) {
    await mkdir(folder)
    await writeFile(join(folder, 'people.parquet'), 'rows')
  }
  expect(await removeAbandoned()).toContain(gone)
  expect([existsSync(gone), existsSync(living)]).toEqual([false, true])
  await rm(living, { recursive: true })
})
