import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileKeyProvider, randomBytes, suites } from '@yunhe/keys'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Manifest } from './manifest.ts'
import { datasetScope, workspaceScope } from './manifest.ts'
import type { PartStore } from './parts.ts'
import { partStore } from './parts.ts'

const at = '2024-03-01T00:00:00.000Z'
const flights = datasetScope('flights')
let root = ''
let store: PartStore
const keys = () => fileKeyProvider({ folder: join(root, 'keys'), rootKey: Buffer.alloc(32, 1), suite: suites.intl })

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'yunhe-store-'))
  store = partStore({ folder: join(root, 'parts'), keys: keys() })
})
afterEach(() => rm(root, { recursive: true }))

const table = async (name: string, ...contents: readonly string[]) => {
  const files = contents.map((_, index) => join(root, `${name}-${randomBytes(4).toString('hex')}-${index}.parquet`))
  await Promise.all(files.map((file, index) => writeFile(file, contents[index] ?? '')))
  return { table: name, rows: contents.length, columns: [{ name: 'a', type: 'text' as const }], files }
}

const put = async (...contents: readonly string[]): Promise<Manifest> =>
  store.putParts({ scope: flights, at, tables: [await table('flights', ...contents)] })

const opened = async (manifest: Manifest): Promise<readonly string[]> => {
  const folder = await mkdtemp(join(root, 'clear-'))
  const files = (await store.openParts(manifest, folder)).get('flights') ?? []
  return Promise.all(files.map((file) => readFile(file, 'utf8')))
}

describe('the store of sealed parts', () => {
  it('gives back what was put, and each version has a data key of its own', async () => {
    const first = await put('first part of the first', 'second part of the first')
    const second = await put('second')
    expect([first.version, second.version]).toEqual([1, 2])
    expect(second.wrappedKey).not.toBe(first.wrappedKey)
    expect(await store.currentVersion(flights)).toEqual(second)
    expect(await opened(first)).toEqual(['first part of the first', 'second part of the first'])
    expect(await opened(second)).toEqual(['second'])
  })

  it('keeps nothing in the clear on disk and counts what lies there', async () => {
    await put('Zhang San, 32021119900101123X')
    const items = await store.inventoryOf(flights)
    expect(items.map(({ object }) => object)).toEqual([
      'dataset/flights/current.json',
      'dataset/flights/versions/1/flights-0.sealed',
      'dataset/flights/versions/1/manifest.json',
    ])
    for (const { object } of items) expect(await readFile(join(root, 'parts', object), 'latin1')).not.toContain('Zhang San')
    expect(await store.sizeOf(flights)).toBe(items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))
    const manifest = await store.currentVersion(flights)
    expect(items[1]).toMatchObject({ sha256: manifest?.tables[0]?.parts[0]?.sha256 })
  })

  it('keeps the version before in force when a new one cannot be staged, and leaves no trace of the new one', async () => {
    const first = await put('first')
    const whole = await table('flights', 'second')
    await expect(
      store.putParts({ scope: flights, at, tables: [{ ...whole, files: [...whole.files, join(root, 'not-there')] }] }),
    ).rejects.toThrow('ENOENT')
    expect(await store.currentVersion(flights)).toEqual(first)
    expect(await readdir(join(root, 'parts/dataset/flights'))).toEqual(['current.json', 'versions'])
    expect(await readdir(join(root, 'parts/dataset/flights/versions'))).toEqual(['1'])
  })

  it('clears after a crash what was staged or renamed and never put in force', async () => {
    const first = await put('first')
    const home = join(root, 'parts/dataset/flights')
    await cp(join(home, 'versions/1'), join(home, 'versions/2'), { recursive: true })
    await cp(join(home, 'versions/1'), join(home, 'stage-abc'), { recursive: true })
    expect(await store.currentVersion(flights)).toEqual(first)
    await store.recover()
    expect(await readdir(home)).toEqual(['current.json', 'versions'])
    expect(await readdir(join(home, 'versions'))).toEqual(['1'])
    expect(await opened(first)).toEqual(['first'])
  })

  it('opens no part that was changed, cut, or moved from another version', async () => {
    const first = await put('first content')
    const second = await put('other content')
    const sealed = (version: number) => join(root, `parts/dataset/flights/versions/${version}/flights-0.sealed`)
    const whole = await readFile(sealed(2))
    await writeFile(sealed(2), whole.subarray(0, -1))
    await expect(opened(second)).rejects.toThrow()
    await writeFile(sealed(2), await readFile(sealed(1)))
    await expect(opened(second)).rejects.toThrow()
    await writeFile(sealed(2), whole)
    expect(await opened(second)).toEqual(['other content'])
    expect(await opened(first)).toEqual(['first content'])
  })

  it('takes names as long as orders may give them', async () => {
    for (const scope of [workspaceScope('w'.repeat(80)), datasetScope('d'.repeat(63))]) {
      await store.putParts({ scope, at, tables: [await table('people', 'x')] })
      expect((await store.currentVersion(scope))?.version).toBe(1)
    }
    expect(() => workspaceScope('w'.repeat(81))).toThrow()
  })

  it('removes a scope whole and only after its key; without that the parts stay closed', async () => {
    const scope = workspaceScope('w1')
    const manifest = await store.putParts({ scope, at, tables: [await table('people', 'x')] })
    await expect(store.removeWhole(scope)).rejects.toThrow('its key still opens it')
    await keys().destroy(scope)
    await expect(store.openParts(manifest, root)).rejects.toThrow('destroyed')
    await store.removeWhole(scope)
    expect(await store.inventoryOf(scope)).toEqual([])
    expect(await store.currentVersion(scope)).toBeUndefined()
    await store.removeWhole(scope)
  })

  it('W19-3 opens no version of a dataset once the key of the dataset is gone, nor one whose own key is', async () => {
    const [first, second] = [await put('first'), await put('second')]
    await keys().destroy('dataset/flights@1')
    await expect(opened(first)).rejects.toThrow('destroyed')
    expect(await opened(second)).toEqual(['second'])
    await keys().destroy(flights)
    await expect(opened(second)).rejects.toThrow('destroyed')
  })

  it('names no place outside its folder', () => {
    expect(() => workspaceScope('../dataset')).toThrow()
    expect(() => datasetScope('a/b')).toThrow()
  })
})
