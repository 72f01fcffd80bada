import { expect, it } from 'vitest'
import { takeOver, withPlan } from './takenOver.ts'

const prefill = {
  items: [
    {
      item: 'i1',
      fields: [
        { name: 'born_on', disclosure: 'plain' },
        { name: 'sex', disclosure: 'masked', mask: { kind: 'suppress' } },
        { name: 'address', disclosure: 'plain' },
        { name: 'income', disclosure: 'after-aggregation' },
      ],
    },
    { item: 'i2', fields: [{ name: 'born_on', disclosure: 'plain' }] },
  ],
  reason: '',
}

it('a plan that was taken over fills the decision of its own request and item, and nothing else', () => {
  const year = { kind: 'generalize-date', to: 'year' }
  takeOver('r1', {
    item: 'i1',
    k: 30,
    columns: [{ name: 'born_on', mask: year }, { name: 'sex' }, { name: 'address', mask: { kind: 'suppress' } }],
  })
  expect(withPlan('r1', 'data-request.decide', prefill)).toEqual({
    items: [
      {
        item: 'i1',
        fields: [
          { name: 'born_on', disclosure: 'masked', mask: year },
          { name: 'sex', disclosure: 'plain' },
          { name: 'address', disclosure: 'hidden' },
          { name: 'income', disclosure: 'after-aggregation' },
        ],
      },
      prefill.items[1],
    ],
    quasiIdentifiers: ['born_on', 'sex'],
    maximumRisk: 0.034,
    reason: '',
  })
  takeOver('r3', { item: 'i1', k: 30, columns: [{ name: 'sex' }], leaveOut: { below: 20, most: 0.015 } })
  expect(withPlan('r3', 'data-request.decide', prefill)).toMatchObject({ leaveOutBelow: 20, mostLeftOut: 0.015 })
  expect(withPlan('r2', 'data-request.decide', prefill)).toBe(prefill)
  expect(withPlan('r1', 'data-request.opine', prefill)).toBe(prefill)
})
