import { appendFileSync, renameSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileKeyProvider, type KeyProvider, randomBytes, suite } from '@yunhe/keys'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sealableKeys } from './seal.ts'
import { emptyZone, type ZoneState } from './state.ts'
import { workspaceScope } from './store/manifest.ts'
import { aWorkspace } from './testing.ts'
import { openVault, type Vault } from './vault.ts'

let folder = ''
let keys: KeyProvider
let vault: Vault
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yunhe-vault-'))
  keys = fileKeyProvider({ folder: join(folder, 'keys'), rootKey: randomBytes(32), suite: suite('intl') })
  await keys.create(workspaceScope('w1'))
  await keys.create(workspaceScope('w2'))
  vault = openVault(join(folder, 'vault'), keys)
  await vault.putText('w1', 'job-1', '无锡 and its people')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const placed = (workspace: string, file: string) => join(folder, 'vault', workspace, file)

it('gives back what was put in, and holds it sealed', async () => {
  expect(await vault.text('w1', 'job-1')).toBe('无锡 and its people')
  expect((await readFile(placed('w1', 'job-1.sealed'))).includes('people')).toBe(false)
  expect(await vault.names('w1')).toEqual(['job-1'])
})

it('opens nothing that was changed or moved to another name', async () => {
  await vault.putText('w1', 'job-2', 'another')
  for (const kind of ['sealed', 'key']) renameSync(placed('w1', `job-1.${kind}`), placed('w1', `job-3.${kind}`))
  await expect(vault.text('w1', 'job-3')).rejects.toThrow()
  appendFileSync(placed('w1', 'job-2.sealed'), 'x')
  await expect(vault.text('w1', 'job-2')).rejects.toThrow()
})

it('W19-1 hands out nothing of a sealed workspace, and everything of another', async () => {
  const state: ZoneState = {
    ...emptyZone,
    workspaces: new Map([
      ['w1', aWorkspace({ stage: 'sealed' })],
      ['w2', aWorkspace()],
    ]),
  }
  const sealed = openVault(
    join(folder, 'vault'),
    sealableKeys(keys, () => state),
  )
  await expect(sealed.text('w1', 'job-1')).rejects.toThrow('the workspace is sealed')
  await expect(sealed.putText('w1', 'job-2', 'more')).rejects.toThrow('the workspace is sealed')
  await sealed.putText('w2', 'job-1', 'elsewhere')
  expect(await sealed.text('w2', 'job-1')).toBe('elsewhere')
})

it('W19-3 lists every object with its hash, and has nothing left after removal', async () => {
  const inventory = await vault.inventory('w1')
  expect(inventory.map(({ object }) => object)).toEqual(['vault/w1/job-1.key', 'vault/w1/job-1.sealed'])
  await vault.remove('w1')
  expect(await vault.inventory('w1')).toEqual([])
})

it('takes no name that leads out of its folder', async () => {
  await expect(vault.putText('w1', '../../keys/root', 'x')).rejects.toThrow('could not name a file')
})
