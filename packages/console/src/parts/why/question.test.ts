import { expect, it } from 'vitest'
import { inOrder } from './question.ts'

const rule = (id: string, held: boolean | undefined) => ({
  rule: id,
  article: 9,
  articleName: { zh: '', en: '' },
  gist: { zh: '', en: '' },
  fields: [],
  numbers: [],
  facts: [],
  ...(held !== undefined && { held }),
})

it('broken rules come first, then those that wait for the form, each in its own order', () => {
  const rules = [rule('W9-1', true), rule('W9-4', false), rule('W11-2', undefined), rule('W7-1', false)]
  expect(inOrder(rules).map((one) => one.rule)).toEqual(['W9-4', 'W7-1', 'W11-2', 'W9-1'])
})
