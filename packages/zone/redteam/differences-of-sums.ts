/** One firm makes up nearly all of its sector of fifteen: two sums that each tell nothing, and by subtraction its turnover (article 16). */
import { hashOf } from '../src/signing.ts'
import { aSpec } from '../src/testing.ts'
import { asked, shown } from './asked.ts'
import type { Attack } from './attack.ts'
import type { Live } from './live.ts'

const attack = (id: string, against: Attack['against'], expected = 'differs-by-dominated'): Attack => ({
  id: `sums-${id}`,
  class: 'differencing-of-sums',
  expected,
  against,
})

const total = 'select sum(turnover) as t from firms'
const others = "where sector <> 'sector-0'"
const only = (sector: number, what = 'sum(turnover) as t') => `select ${what} from firms where sector = 'sector-${sector}'`

/** The total of all firms is shown in the first workspace of these companies; then the rest of the question is put. */
const after = (id: string, workspace: string, second: string | object, expected?: string): Attack =>
  attack(
    id,
    async (live) => {
      await shown(live, 'ta', total)
      return (await asked(live, workspace, second)).codes
    },
    expected,
  )

const inParts = async (live: Live) => {
  await shown(live, 'tc', only(1))
  await shown(live, 'tc', only(2))
  await shown(live, 'tc', total)
  return (await asked(live, 'tc', only(3))).codes
}

const theOtherWayRound = async (live: Live) => {
  await shown(live, 'td', `select sum(turnover) as t from firms ${others}`)
  return (await asked(live, 'td', total)).codes
}

/** Who was counted may be known: the sum of them is another thing. */
const countedFirst = async (live: Live) => {
  await shown(live, 'te', `select count(*) as n from firms ${others}`)
  await shown(live, 'te', total)
  return (await asked(live, 'te', `select count(*) as n, sum(turnover) as t from firms ${others}`)).codes
}

const published = async (live: Live) => {
  await shown(live, 'ta', total)
  const spec = aSpec({
    product: 'rest',
    workspace: 'tb',
    operator: 'og',
    sql: `select sum(turnover) as t from firms ${others}`,
    parameters: [],
  })
  return (await live.send(live.order({ order: 'publish', spec, specHash: hashOf(spec) }))).codes
}

const atOnce = async (live: Live) => {
  const both = await Promise.all([asked(live, 'tf', total), asked(live, 'tf', `select sum(turnover) as t from firms ${others}`)])
  const codes = both.flatMap((one) => one.codes)
  return codes.filter((code) => code === 'shown').length > 1 ? 'both-shown' : codes
}

export const differencesOfSums: readonly Attack[] = [
  after('of-the-rest', 'ta', `select sum(turnover) as t from firms ${others}`),
  after('in-other-words', 'ta', "select sum(turnover) as t from firms where sector in ('sector-1', 'sector-2', 'sector-3')"),
  after(
    'by-what-only-filters',
    'ta',
    'select sum(turnover) as t from firms where code % 4 <> 0',
    'differs-by-dominated|does-not-bind|filter-only',
  ),
  after('by-mean', 'ta', `select avg(turnover) as m, count(*) as n from firms ${others}`),
  after('by-groups', 'ta', `select sector, sum(turnover) as t from firms ${others} group by sector`),
  after('of-a-related-company', 'tb', `select sum(turnover) as t from firms ${others}`),
  after('in-a-notebook', 'tb', {
    kind: 'notebook',
    steps: [
      { name: 'chosen', sql: `select turnover, firm from firms ${others}`, shown: false },
      { name: 'told', sql: 'select sum(turnover) as t from chosen', shown: true },
    ],
  }),
  attack('in-parts', inParts),
  attack('the-other-way-round', theOtherWayRound),
  attack('after-a-count-of-the-same', countedFirst),
  attack('as-a-product', published, 'output-refused'),
  attack('at-the-same-moment', atOnce),
  // What tells of nobody is shown, else a zone that refuses everything would pass all of these.
  after('control-count-of-the-rest', 'ta', `select count(*) as n from firms ${others}`, 'shown'),
  after('control-without-another-sector', 'ta', "select sum(turnover) as t from firms where sector <> 'sector-2'", 'shown'),
  after('control-of-one-sector', 'ta', only(1, 'sum(turnover) as t, count(*) as n'), 'shown'),
  after('control-the-total-again', 'tb', `${total} having count(*) > 50`, 'shown'),
]
