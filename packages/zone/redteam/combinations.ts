/** Three results and more, each of which differs from every other by many: added and subtracted they tell of one household (article 16). */
import { asked, shown } from './asked.ts'
import type { Attack } from './attack.ts'
import type { Live } from './live.ts'

type Range = readonly [first: number, last: number]

/** Of the households whose code lies in one of these ranges. */
const of = (...ranges: readonly Range[]) =>
  `select count(*) as n, sum(income) as income from households where ${ranges.map(([first, last]) => `code between ${first} and ${last}`).join(' or ')}`

type Step = readonly [workspace: string, sql: string]

/** All but the last are shown. */
const steps = (
  id: string,
  before: readonly Step[],
  [workspace, last]: readonly [string, string | object],
  expected = 'tells-together',
): Attack => ({
  id: `combination-${id}`,
  class: 'differencing',
  expected,
  against: async (live) => {
    for (const [there, sql] of before) await shown(live, there, sql)
    return (await asked(live, workspace, last)).codes
  },
})

/** A ring: the first and the middle, the middle and the last, the last and the first; half of what they come to tells of the middle. */
const ring = (from: number, middle: number) => {
  const first: Range = [from, from + 19]
  const between: Range = [from + 20, from + 19 + middle]
  const last: Range = [from + 40, from + 59]
  return { one: of(first, between), two: of(between, last), three: of(first, last) }
}

const [near, apart, noted, control] = [ring(800, 1), ring(870, 9), ring(940, 1), ring(1010, 10)]

const atOnce = async (live: Live) => {
  const { one, two, three } = ring(1080, 1)
  await shown(live, 'ra', one)
  const both = await Promise.all([asked(live, 'rb', two), asked(live, 'rc', three)])
  const codes = both.flatMap((answer) => answer.codes)
  return codes.filter((code) => code === 'shown').length > 1 ? 'both-shown' : codes
}

export const combinations: readonly Attack[] = [
  steps(
    'of-a-ring',
    [
      ['ra', near.one],
      ['ra', near.two],
    ],
    ['ra', near.three],
  ),
  steps(
    'of-a-ring-of-related-companies',
    [
      ['ra', apart.one],
      ['rb', apart.two],
    ],
    ['rc', apart.three],
  ),
  steps(
    'in-a-notebook',
    [
      ['ra', noted.one],
      ['rb', noted.two],
    ],
    [
      'ra',
      {
        kind: 'notebook',
        steps: [
          {
            name: 'chosen',
            sql: 'select income, id from households where code between 940 and 959 or code between 980 and 999',
            shown: false,
          },
          { name: 'told', sql: 'select count(*) as n, sum(income) as income from chosen', shown: true },
        ],
      },
    ],
  ),
  steps(
    'by-inclusion-and-exclusion',
    [
      ['ra', of([1150, 1170])],
      ['rb', of([1170, 1190])],
    ],
    ['rb', of([1150, 1190])],
  ),
  steps(
    'by-a-tracker',
    [
      ['ra', of([1200, 1220])],
      ['ra', of([1201, 1240])],
    ],
    ['ra', of([1200, 1200], [1221, 1240])],
  ),
  { id: 'combination-at-the-same-moment', class: 'differencing', expected: 'tells-together', against: atOnce },
  // What tells of nobody is shown.
  steps(
    'control-of-ten',
    [
      ['ra', control.one],
      ['rb', control.two],
    ],
    ['rc', control.three],
    'shown',
  ),
]
