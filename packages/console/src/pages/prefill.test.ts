import { describe, expect, it } from 'vitest'
import { prefillFor } from './prefill.ts'

const asks = { type: 'object', properties: { items: {}, outcome: {} } }

describe('a form', () => {
  it('that decides on a list begins with the list', () => {
    expect(prefillFor({ name: 'data-request.decide', asks }, { items: [1], stage: 'submitted' })).toEqual({ items: [1] })
  })
  it('that says something new begins empty', () => {
    expect(prefillFor({ name: 'data-request.opine', asks }, { items: [1] })).toBeUndefined()
  })
})
