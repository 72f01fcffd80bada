import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import { accept, answer, close, dataObjections, raise } from './data-objection.ts'

const item = { provider: actors.agency.organization, version: 2 }
const facts = {
  item,
  users: [actors.operator.organization],
  products: [
    { id: 'p1', operator: actors.operator.organization },
    { id: 'p2', operator: actors.otherOperator.organization },
  ],
}
const asked = { item: 'i1', target: '延误分钟数', evidence: '与公告不一致' }
const empty = scene(dataObjections, { facts, on: '2026-06-01' })
const raised = empty.does(raise, actors.operator, asked)
const accepted = raised.does(accept, actors.agency)
const upheld = accepted.does(answer, actors.agency, { outcome: 'upheld', reason: '录入有误' })
const dismissed = accepted.does(answer, actors.agency, { outcome: 'dismissed', reason: '口径不同' })

describe('an objection to data', () => {
  it('A13 is raised by whom the data was granted to, on an item there is', () => {
    expect(empty.tries(raise, actors.otherOperator, asked).codes).toEqual(['data-not-granted'])
    expect(empty.tries(raise, actors.operator, asked, { facts: { item: { provider: '', version: 0 } } }).codes).toEqual(['no-such-item'])
  })

  it('A13 is taken up in two working days and answered in ten, by its provider', () => {
    expect([raised.state.due, accepted.state.due]).toEqual(['2026-06-03', '2026-06-15'])
    expect(raised.tries(accept, actors.otherAgency).codes).toEqual(['not-your-data'])
  })

  it('W13-1 closes only with a reply of the provider that says why', () => {
    expect(accepted.tries(close, actors.dataAuthority).refusedUnder).toEqual(['W13-1'])
    expect(accepted.tries(answer, actors.agency, { outcome: 'dismissed' }).refusedUnder).toEqual(['W13-1'])
    expect(accepted.tries(answer, actors.dataAuthority, { outcome: 'dismissed', reason: '否' }).refusedUnder).toEqual(['W13-1', 'A13'])
    expect(dismissed.does(close, actors.agency).state).toMatchObject({ stage: 'closed', told: [] })
    expect(dismissed.state).toMatchObject({ outcome: 'dismissed', reason: '口径不同' })
  })

  it('W13-1 upheld, it closes with a new version, and every product that rests on the data is told', () => {
    expect(upheld.tries(close, actors.agency).codes).toEqual(['no-new-version'])
    const renewed = { facts: { item: { ...item, version: 3 } } }
    expect(upheld.tries(close, actors.agency, {}, renewed).events).toEqual([
      {
        type: 'DataObjectionClosed',
        version: 3,
        products: ['p1', 'p2'],
        told: [actors.operator.organization, actors.otherOperator.organization],
      },
    ])
    const closed = upheld.does(close, actors.agency, {}, renewed)
    expect(dataObjections.concerns(closed.state).organizations).toContain(actors.otherOperator.organization)
    expect(upheld.tries(close, actors.otherAgency, {}, renewed).codes).toEqual(['not-your-data'])
  })
})
