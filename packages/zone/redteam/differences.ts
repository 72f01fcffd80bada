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
const pair = (id: string, [there, first]: readonly [string, string], [here, second]: readonly [string, string | object]): Attack =>
  attack(id, async (live) => {
    await shown(live, there, first)
    return (await asked(live, here, second)).codes
  })

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
]
