/** What was released is found again after a restart, and who stands in the same cells is held once. */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileKeyProvider, suites } from '@yunhe/keys'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lookAt, raise, release } from './outputs/testing-looks.ts'
import { drawerOf, openDrawing } from './released.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yunhe-released-'))
})
afterAll(() => rm(folder, { recursive: true }))

it('W16-3 releases that divide the same people alike hold them once, others each its own, and all are found again', async () => {
  const keys = fileKeyProvider({ folder: join(folder, 'keys'), rootKey: Buffer.alloc(32, 1), suite: suites.intl })
  const opened = () => drawerOf(openDrawing(join(folder, 'released'), keys), 'o1')
  const [halves, thirds] = [2, 3].map((count) => lookAt(90, [(row) => 1 + (row % count)]).members[0] ?? raise())
  const drawer = opened()
  const all = [
    ['j1', 'halves', halves],
    ['j2', 'halves', halves],
    ['j3', 'thirds', thirds],
  ] as const
  for (const [id, division, members = raise()] of all) await drawer.keep(id, release(id, members, { division }), members)
  // Also by one that stands since before the restart.
  await opened().keep('j4', release('j4', halves ?? raise(), { division: 'halves' }), halves ?? raise())
  const files = (await readdir(join(folder, 'released', 'o1'))).filter((name) => name.endsWith('.sealed'))
  expect(files.filter((name) => name.startsWith('members-'))).toEqual(['members-j1.sealed', 'members-j3.sealed'])
  const found = await opened().releases()
  const cells = await Promise.all(found.map(async (one) => [one.name, Array.from((await one.members()).tables[0]?.cells ?? [])]))
  const whole = (count: number) => Array.from({ length: 90 }, (_, row) => 1 + (row % count))
  expect(Object.fromEntries(cells)).toEqual({ j1: whole(2), j2: whole(2), j3: whole(3), j4: whole(2) })
})
