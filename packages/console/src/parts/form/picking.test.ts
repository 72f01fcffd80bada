import { expect, it } from 'vitest'
import { choiceQuestion } from './picking.ts'

it('a choice is narrowed by the ids beside it and by the case of its page, and by nothing that somebody wrote', () => {
  const answers = { call: 'c1', authorization: '无锡 某人', other: 'x' }
  expect(choiceQuestion('scenarios', answers, ['call', 'authorization'], { plural: 'assessments', id: 'a1' })).toEqual({
    params: { kind: 'scenarios' },
    query: { on: 'assessments/a1', beside: 'call:c1' },
  })
  expect(choiceQuestion('people', {}, [], undefined)).toEqual({ params: { kind: 'people' }, query: {} })
})
