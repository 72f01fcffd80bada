import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type Builder, builders, canBuild } from '../jobs/builders.ts'
import { makePrivateFolder } from '../store/private-folder.ts'
import { acceptedIn, examine } from './examine.ts'
import { residentsContract } from './testing.ts'
import { examineBehindWalls, type IntakeLimits, inferBehindWalls, takeBack } from './walls.ts'

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})
const fresh = async (): Promise<string> => {
  const folder = await makePrivateFolder()
  folders.push(folder)
  return folder
}

const text = 'id_number,name,born_on,income\n1,a,1990-01-01,1\n2,b,never,2\n3,c,1990-01-01,3\n'
const examining = async (content: string) => {
  const folder = await fresh()
  await writeFile(join(folder, 'given'), content, { mode: 0o600 })
  return { contract: residentsContract, file: join(folder, 'given'), format: { kind: 'csv' }, folder, maximumRejectedShare: 0.5 } as const
}
const [best = 'plain'] = builders.filter(canBuild)
const limits: IntakeLimits = { deadlineMs: 60_000, memoryBytes: 2 ** 31, fileSizeBytes: 2 ** 30 }
const behind = (change: Partial<IntakeLimits>, builder: Builder = best) => examineBehindWalls(builder, () => ({ ...limits, ...change }))

describe('a file examined behind walls', () => {
  it.each(builders)('by %s is told as it is without them, and its rows come out', async (builder) => {
    if (!canBuild(builder)) return
    const asked = await examining(text)
    const examined = await behind({}, builder)(asked)
    expect(examined).toEqual(await examine(await examining(text)))
    expect(examined).toMatchObject({ outcome: 'accepted', rows: 2, rejected: [{ line: 3, code: 'not-a-date', column: 'born_on' }] })
    expect(await readdir(asked.folder)).toEqual(['accepted.parquet', 'set-aside.jsonl', 'work'])
  })

  it('that takes longer than its deadline is refused as too heavy', async () => {
    const lines = Array.from({ length: 200_000 }, (_, index) => `${index},a,1990-01-01,1`).join('\n')
    const asked = await examining(`id_number,name,born_on,income\n${lines}\n`)
    expect(await behind({ deadlineMs: 100 })(asked)).toMatchObject({
      outcome: 'refused',
      refusals: [{ code: 'too-heavy', place: 'the whole file' }],
    })
  })

  it('that needs a larger file than it may write is refused as too heavy or ends as a fault, and nothing comes out', async () => {
    const asked = await examining(text)
    // Enough for what building the walls writes, too little for accepted rows.
    const ended = await behind({ fileSizeBytes: 64 })(asked).catch((fault: unknown) => String(fault))
    expect(JSON.stringify(ended)).toMatch(/too-heavy|could not examine a delivery/)
    expect(await readdir(asked.folder)).toEqual(['work'])
  })
})

it('a file that no sandbox stands for is refused for now, and so is a sample', async () => {
  const tooSmall = { memoryBytes: 2 ** 24 }
  const busy = [{ code: 'no-sandbox', place: 'the whole file' }]
  const asked = await examining(text)
  expect(await behind(tooSmall)(asked)).toMatchObject({ outcome: 'refused', refusals: busy })
  expect(await readdir(asked.folder)).toEqual(['work'])
  const infer = inferBehindWalls(best, () => ({ ...limits, ...tooSmall }))
  expect(await infer(await examining(text))).toMatchObject({ outcome: 'refused', refusals: busy })
})

it('W16-3 a result that is a link to elsewhere is not followed', async () => {
  const folder = await fresh()
  const work = join(folder, 'work')
  await mkdir(work)
  await symlink('/etc/passwd', acceptedIn(work))
  await expect(takeBack(work, folder)).rejects.toThrow('they are not a file')
})
