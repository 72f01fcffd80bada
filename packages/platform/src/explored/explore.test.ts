import { applications } from '@yunhe/law'
import { expect, it } from 'vitest'
import { day, filedApplication, morningOf } from '../scenes/admission.ts'
import { explore, type Pledge } from './explore.ts'
import { act, sleeping } from './menu.ts'
import { casesIn } from './promises.ts'
import { memoryStage } from './stage.ts'
import type { World } from './world.ts'

const id = (world: World) => casesIn(world, applications)[0]?.id ?? ''
const stageOf = (world: World) => casesIn(world, applications)[0]?.state.stage

const searched = async (promises: readonly Pledge[], mostWorlds = 100) => {
  const stage = await memoryStage(morningOf(day.filing))
  await filedApplication(stage)
  return explore({
    start: stage.world(),
    choices: (world) => [
      act('authority', 'application.accept', id(world)),
      act('operator', 'application.withdraw', id(world), { reason: '理由' }),
      act('operator', 'application.accept', id(world)),
      ...sleeping(world, ['2026-03-03']),
    ],
    promises,
    mostWorlds,
  })
}

it('a promise that does not hold is told with the shortest story that breaks it', async () => {
  const neverAcceptedThenWithdrawn: Pledge = {
    words: 'nothing accepted is withdrawn',
    brokenBy: ({ before, after }) => (stageOf(before) === 'accepted' && stageOf(after) === 'withdrawn' ? 'it was' : undefined),
  }
  const { broken } = await searched([neverAcceptedThenWithdrawn])
  expect(broken?.split('\n')).toEqual([
    'nothing accepted is withdrawn: it was',
    '  2026-03-02 authority: Accept after the formal check [application.accept]',
    expect.stringContaining('2026-03-02 operator: '),
  ])
})

it('every standing is come to, and what the law refuses leads nowhere', async () => {
  const { worlds, broken, refused } = await searched([])
  expect(broken).toBeUndefined()
  expect(new Set(worlds.map(stageOf))).toEqual(new Set(['submitted', 'accepted', 'withdrawn']))
  expect(refused).toBeGreaterThan(worlds.length)
})

it('a menu too rich to be searched whole is a fault, not a result', async () => {
  await expect(searched([], 3)).rejects.toThrow('more than 3 worlds')
})
