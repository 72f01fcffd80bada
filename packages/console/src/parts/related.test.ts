import { expect, it } from 'vitest'
import { knownIn, partsOfRef } from './related.ts'

it.each([
  ['bill/724ba5@5', { procedure: 'bill', id: '724ba5', version: 5 }],
  ['application/b7b1.91320200000000211R@16', { procedure: 'application', id: 'b7b1.91320200000000211R', version: 16 }],
  ['no entry', undefined],
])('the entry %s is read by its parts', (ref, parts) => expect(partsOfRef(ref)).toEqual(parts))

it('a case without a title is known by its id', () => {
  const words = { zh: '', en: '' }
  expect(
    knownIn({
      named: {},
      related: [{ procedure: 'bill', plural: 'bills', id: 'b1', title: '', procedureWords: words, stageWords: words, link: 'above' }],
    }),
  ).toEqual({
    b1: { plural: 'bills', title: 'b1' },
  })
})
