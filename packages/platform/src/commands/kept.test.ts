import { cases, persons } from '@yunhe/law'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { askedFrom, keptOf } from './kept.ts'

const form = { name: 'thing.do', asks: z.object({ plan: z.object({ days: z.int() }), reason: z.string(), choice: z.string() }) }
const asked = { plan: { days: 5 }, reason: '理由', choice: 'yes' }

describe('what was asked', () => {
  it('is named where the event says the same, and kept where it does not', () => {
    const kept = keptOf(form, asked, [{ type: 'Done', ...asked, choice: 'no' } as { type: string }])
    expect(kept).toEqual({ act: 'thing.do', same: ['plan', 'reason'], also: { choice: 'yes' }, withheld: [] })
  })

  it.each([{ event: { type: 'Done', ...asked } }, { event: { type: 'Done', plan: { days: 6 } } }, { event: { type: 'Done' } }])(
    'comes back as it was asked from $event',
    ({ event }) => {
      expect(askedFrom(keptOf(form, asked, [event]), event)).toEqual(asked)
    },
  )

  it('leaves out what was not answered', () => {
    expect(keptOf(form, { reason: undefined }, [{ type: 'Done' }])).toMatchObject({ same: [], also: {} })
  })

  it('W16-1 never holds the number of a person', () => {
    const apply = persons.acts.find(({ name }) => name === 'person.apply')
    if (apply === undefined) throw new Error('could not find the act that puts a person forward')
    const kept = keptOf(apply, { displayName: '某人', idNumber: '32021119900615101X', login: 'analyst' }, [{ type: 'PersonApplied' }])
    expect(kept.withheld).toEqual(['idNumber'])
    expect(JSON.stringify(kept)).not.toContain('32021119900615101X')
  })

  it('W16-1 is read from the forms of every case without a fault', () => {
    const withheld = cases.flatMap(({ acts }) =>
      acts.flatMap((act) => {
        const { properties = {} } = z.toJSONSchema(act.asks, { io: 'input', unrepresentable: 'any' })
        const answered = Object.fromEntries(Object.keys(properties).map((field) => [field, 'x']))
        return keptOf(act, answered, []).withheld.map((field) => `${act.name} ${field}`)
      }),
    )
    expect(withheld).toEqual(['person.apply idNumber'])
  })
})
