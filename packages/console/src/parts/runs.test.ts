import { describe, expect, it } from 'vitest'
import { runsOf } from './runs.ts'

const by = { person: 'p1', organization: 'operator', organizationName: '运河数据', roles: ['operator-analyst'] }
const entry = (type: string, others: object = {}) => ({ type, by, under: ['A16'], damaged: false, ...others })
const sizesOf = (...entries: readonly ReturnType<typeof entry>[]) => runsOf(entries).map((run) => run.length)

describe('the history of a case tells together what happened alike in a row', () => {
  it('three or more of the same act by the same body, but not two', () => {
    expect(sizesOf(entry('WorkspaceEntered'), entry('WorkspaceEntered'), entry('WorkspaceEntered'))).toEqual([3])
    expect(sizesOf(entry('WorkspaceEntered'), entry('WorkspaceEntered'))).toEqual([1, 1])
  })

  it('whoever of a body did it, since the line names the body', () => {
    const other = entry('WorkspaceEntered', { by: { ...by, person: 'p2' } })
    expect(sizesOf(entry('WorkspaceEntered'), other, entry('WorkspaceEntered'))).toEqual([3])
  })

  it.each([
    ['another act', { type: 'RequestFrozen' }],
    ['another body', { by: { ...by, organization: 'authority' } }],
    ['another role', { by: { ...by, roles: ['operator'] } }],
    ['other articles', { under: ['A16', 'A10'] }],
    ['another legal day', { on: '2026-05-06' }],
    ['an entry that was changed in the database', { damaged: true }],
  ])('%s in between ends the run', (_, others) => {
    const same = entry('WorkspaceEntered')
    expect(sizesOf(same, same, same, entry('WorkspaceEntered', others), same, same)).toEqual([3, 1, 1, 1])
  })

  it('loses none and keeps their order', () => {
    const all = ['A', 'A', 'A', 'B', 'A', 'C', 'C', 'C', 'C'].map((type, place) => entry(type, { place }))
    expect(runsOf(all).flat()).toEqual(all)
    expect(runsOf(all).map((run) => run.length)).toEqual([3, 1, 1, 4])
  })
})
