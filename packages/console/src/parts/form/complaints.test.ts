import { describe, expect, it } from 'vitest'
import { en } from '../../words/en.ts'
import { complaintsAt, complaintsIn, placeFrom, summaryOf } from './complaints.ts'

const refusal = (rule: string, ...fields: string[]) => ({ rule, code: 'x', words: { zh: `违反${rule}`, en: `against ${rule}` }, fields })
const say = ({ en }: { en: string }) => en

describe('a refusal', () => {
  const found = complaintsIn(
    { type: '', title: '', status: 422, refusals: [refusal('W11-3', 'from', 'until'), refusal('W5-1')] },
    say,
    en.wrongs,
  )

  it('marks each of its fields with the same words', () => {
    expect(complaintsAt(found, 'until')).toEqual([{ place: 'until', text: 'against W11-3', rule: 'W11-3' }])
  })
  it('stands once in the summary, linked to its first field', () => {
    expect(summaryOf(found).map(({ rule, place }) => [rule, place])).toEqual([
      ['W11-3', 'from'],
      ['W5-1', undefined],
    ])
  })
})

it.each([
  ['/body/plan/0/until', 'plan.0.until'],
  ['body.plan[0].until', 'plan.0.until'],
  ['plan.until', 'plan.until'],
])('the place %s is the field %s', (written, place) => expect(placeFrom(written)).toBe(place))

it.each([
  [{ code: 'too_big', limit: 120, message: 'Too big: …' }, 'Length, number or value must be at most 120.'],
  [{ code: 'invalid_type', message: 'Invalid input: …' }, 'This is missing or has the wrong form.'],
  [{ code: 'custom', message: '应当写在一行内 / stands on one line' }, 'stands on one line'],
  [{ code: 'custom', message: 'Invalid input' }, 'This cannot be read.'],
])('what is malformed, %o, is said in words of ours', (one, text) => {
  const problem = { type: '', title: '', status: 400, places: [{ place: 'body.title', ...one }] }
  expect(complaintsIn(problem, say, en.wrongs)).toEqual([{ place: 'title', text, rule: undefined }])
})
