import { existsSync } from 'node:fs'
import { chown, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clearAbandonedFolders, makePrivateFolder, withPrivateFolder } from './private-folder.ts'

describe('a private folder', () => {
  it('is of this user alone and is gone when its use is over, also after a fault', async () => {
    const seen = await withPrivateFolder(async (folder) => {
      expect((await stat(folder)).mode & 0o777).toBe(0o700)
      await writeFile(join(folder, 'clear.parquet'), 'x')
      return folder
    })
    expect(existsSync(seen)).toBe(false)
    let failed = ''
    await expect(
      withPrivateFolder(async (folder) => {
        failed = folder
        throw new Error('in use')
      }),
    ).rejects.toThrow('in use')
    expect(existsSync(failed)).toBe(false)
  })

  it('of a process that is gone is cleared, that of a living one is not', async () => {
    const mine = await makePrivateFolder()
    const left = join(dirname(mine), 'yunhe-clear-999999999-gone')
    await mkdir(left)
    expect(await clearAbandonedFolders()).toBeGreaterThanOrEqual(1)
    expect(await readdir(dirname(mine))).not.toContain('yunhe-clear-999999999-gone')
    expect(existsSync(mine)).toBe(true)
    await rm(mine, { recursive: true })
  })

  it.skipIf(process.getuid?.() !== 0)('of another user is left to that user (told as root only)', async () => {
    const mine = await makePrivateFolder()
    const others = join(dirname(mine), 'yunhe-clear-999999998-gone')
    await mkdir(others)
    await chown(others, 65534, 65534)
    await clearAbandonedFolders()
    expect(existsSync(others)).toBe(true)
    await rm(others, { recursive: true })
    await rm(mine, { recursive: true })
  })
})
