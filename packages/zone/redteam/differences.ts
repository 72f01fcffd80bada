/** Two results that tell of one household by subtraction: in one workspace, over companies that belong together, in other words, at the same moment (article 16). */
import { hashOf } from '../src/signing.ts'
import { aSpec } from '../src/testing.ts'
import { asked, shown } from './asked.ts'
import type { Attack } from './attack.ts'
import type { Live } from './live.ts'
import { related } from './planted-households.ts'

const attack = (id: string, against: Attack['against'], expected = 'differs-by-few'): Attack => ({
  id: `difference-${id}`,
  class: 'differencing',
  expected,
  against,
})

const upTo = (code: number, select = 'count(*) as n, sum(income) as income') => `select ${select} from households where code < ${code}`

/** First the group, which is shown, then the same with one more or one less, wherever it is asked. */
const pair = (
  id: string,
  [there, first]: readonly [string, string],
  [here, second]: readonly [string, string | object],
  expected?: string,
): Attack =>
  attack(
    id,
    async (live) => {
      await shown(live, there, first)
      return (await asked(live, here, second)).codes
    },
    expected,
  )

const tie = async (live: Live) => {
  await shown(live, 'rd', upTo(650))
  await live.send(live.order({ order: 'relate', operators: ['oe', 'oa'], reason: 'one controls the other' }))
  return (await asked(live, 'ra', upTo(651))).codes
}

/** The grant of the related company is given anew and names nobody. */
const forgotten = async (live: Live) => {
  await shown(live, 'ra', upTo(600))
  const { related: _, ...alone } = related.rb
  await live.send(live.order({ order: 'provision', grant: alone }))
  return (await asked(live, 'rb', upTo(601))).codes
}

const published = async (live: Live) => {
  await shown(live, 'ra', upTo(550))
  const spec = aSpec({ product: 'difference', workspace: 'rb', operator: 'ob', sql: upTo(551), parameters: [] })
  return (await live.send(live.order({ order: 'publish', spec, specHash: hashOf(spec) }))).codes
}

const atOnce = async (live: Live) => {
  const both = await Promise.all([asked(live, 'ra', upTo(500)), asked(live, 'rb', upTo(501))])
  const codes = both.flatMap((one) => one.codes)
  return codes.filter((code) => code === 'shown').length > 1 ? 'both-shown' : codes
}

/** A name that the zone gives a column of its own, given to something else and asked for in WHERE: for who stands in the cells it would mean the other. */
const named = (name: string, when: string, more = '') =>
  `select case when born > 0 then -5 else -6 end as ${name}${more}, count(*) as n, sum(income) as s from households where ${name} < ${when} and born > 0 and code <> 17 group by all`
const all = 'select sum(income) as s from households where born > 0'
const inTwoSteps = {
  kind: 'notebook',
  steps: [named('c', '0'), named('c', '0', ', district')].map((sql, at) => ({ name: `step_${at}`, sql, shown: true })),
}

/** Two numbers of one hash as the names of two groups. */
const ofOneHash = (when: string, having = '') =>
  `select case when ${when} then 18446744073709551618 else 36893488147419103233 end as k, count(*) as n, sum(income) as s from households where born > 0 group by 1${having}`
const fourOf = (year: number) => `born = ${year} and district = 'Liangxi'`

export const differences: readonly Attack[] = [
  pair('one-more', ['ra', upTo(700)], ['ra', upTo(701)]),
  pair('in-other-words', ['ra', upTo(700)], ['ra', 'select sum(income) as s from households where not (code >= 699)']),
  pair(
    'by-groups',
    ['ra', 'select district, sum(income) as s from households group by district'],
    ['ra', 'select district, sum(income) as s from households where code <> 18 group by district'],
  ),
  pair(
    'in-parts',
    ['ra', 'select count(*) as n from households where code >= 700'],
    ['ra', 'select count(*) as n from households where code >= 701'],
  ),
  pair('of-a-related-company', ['ra', upTo(700)], ['rb', upTo(699)]),
  pair('of-a-company-behind-another', ['ra', upTo(700)], ['rc', upTo(698)]),
  pair(
    'in-a-notebook',
    ['ra', upTo(700)],
    [
      'rc',
      {
        kind: 'notebook',
        steps: [
          { name: 'chosen', sql: 'select income, id from households where code < 702', shown: false },
          { name: 'told', sql: 'select count(*) as n, sum(income) as income from chosen', shown: true },
        ],
      },
    ],
  ),
  attack('of-a-company-that-is-tied-later', tie),
  attack('after-the-tie-is-dropped', forgotten),
  attack('as-a-product', published, 'output-refused'),
  attack('at-the-same-moment', atOnce),
  pair('by-the-name-of-a-row', ['ra', all], ['ra', named('r0', '-1')], 'does-not-bind'),
  pair('by-the-name-of-a-cell', ['ra', all], ['ra', named('c', '0')], 'does-not-bind'),
  pair('by-the-name-of-a-class', ['ra', all], ['ra', inTwoSteps], 'does-not-bind'),
  // Four households are taken away by HAVING, and stand in the cell that is shown.
  pair('by-two-numbers-of-one-hash', ['ra', all], ['ra', ofOneHash(fourOf(1950), ' having count(*) > 10')], 'members-uncertain'),
  // Each of two cells is shown, and both together are compared.
  pair(
    'by-two-cells-of-one-hash',
    ['ra', `select sum(income) as s from households where born > 1960 and not (${fourOf(1970)})`],
    ['ra', ofOneHash('born > 1960')],
    'members-uncertain',
  ),
]
