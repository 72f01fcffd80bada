import { describe, expect, it } from 'vitest'
import { watched } from './watching.ts'

const known = { call: { stage: 'published', bodies: ['a', 'b'], head: { name: 'x' } }, banned: undefined, count: 0 }

const seenBy = (look: (value: typeof known) => unknown) => {
  const { value, seen } = watched(known)
  look(value)
  return seen()
}

describe('what was looked at', () => {
  it.each([
    { look: () => true, seen: [] },
    { look: ({ count }: typeof known) => count > 0, seen: [{ path: 'count', value: 0 }] },
    { look: ({ banned }: typeof known) => banned === undefined, seen: [{ path: 'banned', value: undefined }] },
    { look: ({ call }: typeof known) => call.stage, seen: [{ path: 'call.stage', value: 'published' }] },
    { look: ({ call }: typeof known) => call.bodies.includes('a'), seen: [{ path: 'call.bodies', value: ['a', 'b'] }] },
    { look: ({ call }: typeof known) => call !== undefined, seen: [{ path: 'call', value: known.call }] },
    { look: ({ call }: typeof known) => call.head.name, seen: [{ path: 'call.head.name', value: 'x' }] },
    {
      look: ({ call: { stage, bodies } }: typeof known) => [stage, bodies],
      seen: [
        { path: 'call.stage', value: 'published' },
        { path: 'call.bodies', value: ['a', 'b'] },
      ],
    },
  ])('is named by its innermost path: $seen', ({ look, seen }) => {
    expect(seenBy(look)).toEqual(seen)
  })

  it('is read as if nobody watched', () => {
    const { value } = watched(known)
    expect({ ...value, call: { ...value.call } }).toEqual(known)
    expect(JSON.stringify(value)).toBe(JSON.stringify(known))
    expect(Object.keys(value.call)).toEqual(Object.keys(known.call))
  })

  it('may be frozen', () => {
    const { value, seen } = watched(Object.freeze({ plan: Object.freeze({ days: 3 }) }))
    expect(value.plan.days).toBe(3)
    expect(seen()).toEqual([{ path: 'plan', value: { days: 3 } }])
  })

  it('need not be a record', () => {
    expect(watched(undefined).value).toBeUndefined()
    expect(watched(undefined).seen()).toEqual([])
  })
})
