import { type Application, type Assessment, applications, assessments, authorizations, day, type Happening } from '@yunhe/law'
import { describe, expect, it } from 'vitest'
import type { Recorded } from '../store/log.ts'
import { yearlyResultsFor } from './evaluation.ts'

const term = { from: day('2026-03-11'), until: day('2028-03-11') }

const entry = (event: Happening): Recorded => ({
  ref: '',
  version: 1,
  type: event.type,
  ground: { at: '2026-03-11T00:00:00.000Z', by: { person: 'p', organization: '', roles: [], regionCode: '320200' }, under: [] },
  basis: [],
  index: undefined,
  event,
})

const submitted = { type: 'ApplicationSubmitted', ...applications.start, renews: 'a1' } as unknown as Happening
const granted = { type: 'AuthorizationGranted', ...authorizations.start, ...term, operator: '91320200000000211R' } as unknown as Happening
const assessed = (year: number, ...more: readonly Happening[]): readonly Recorded[] =>
  [{ type: 'AssessmentPlanned', ...assessments.start, year } as unknown as Happening, ...more].map(entry)
const final = {
  type: 'AssessmentFinalized',
  opinion: '属实',
  on: day('2027-05-01'),
  total: 8_700,
  grade: 'B',
} as const satisfies Happening & {
  readonly grade: NonNullable<Assessment['result']>['grade']
  readonly opinion: string
  readonly on: ReturnType<typeof day>
  readonly total: number
}

/** The log as a table of streams. */
const logOf = (past: Readonly<Record<string, readonly Recorded[]>>) => ({
  read: async (stream: string) => past[stream] ?? [],
  keyed: async () => Object.keys(past),
})
const log = (assessmentsByName: Readonly<Record<string, readonly Recorded[]>>) =>
  logOf({ 'application/r1': [entry(submitted)], 'authorization/a1': [entry(granted)], ...assessmentsByName })

describe('W29-4 the yearly results on the screen of a renewal', () => {
  it.each([
    { on: '2027-03-10', standings: ['under-way', 'not-over'] },
    { on: '2027-03-11', standings: ['missing', 'not-over'] },
    { on: '2028-03-12', standings: ['missing', 'missing'] },
  ])('W29-4 with year 1 begun and not final, on $on: $standings', async ({ on, standings }) => {
    const lines = await yearlyResultsFor(log({ 'assessment/a1.y1': assessed(1) }), 'r1', day(on))
    expect(lines.map(({ standing }) => standing)).toEqual(standings)
    expect(lines[0]).toMatchObject({ year: 1, assessment: 'a1.y1' })
    expect(lines[0]).not.toHaveProperty('grade')
  })

  it('W29-4 a final year shows total and grade', async () => {
    const lines = await yearlyResultsFor(log({ 'assessment/a1.y1': assessed(1, final) }), 'r1', day('2028-03-12'))
    expect(lines).toMatchObject([
      { year: 1, standing: 'final', total: 8_700, grade: 'B' },
      { year: 2, standing: 'missing' },
    ])
  })

  it('an application that renews nothing shows nothing', async () => {
    const first = { ...submitted, renews: '' } as unknown as Happening & Pick<Application, 'renews'>
    expect(await yearlyResultsFor(logOf({ 'application/r1': [entry(first)] }), 'r1', day('2028-03-12'))).toEqual([])
  })
})
