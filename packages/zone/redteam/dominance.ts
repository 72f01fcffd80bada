/** One firm makes up nearly all of its sector: questions that would tell its turnover, each alone and several together (article 16). */
import { asked, shown } from './asked.ts'
import type { Attack } from './attack.ts'
import type { Live } from './live.ts'

const attack = (id: string, expected: string, against: Attack['against']): Attack => ({
  id: `dominance-${id}`,
  class: 'dominance',
  expected,
  against,
})

const bySector = 'select sector, sum(turnover) as t from firms group by sector'

const hides = async (live: Live, sql: string) => {
  const rows = await shown(live, 'da', sql)
  return rows.some(([sector]) => sector === 'sector-0') ? 'shown' : 'hidden'
}

const withheld = (id: string, sql: string | object, expected = 'nothing|aggregate-isolates'): Attack =>
  attack(id, expected, async (live) => (await asked(live, 'da', sql)).codes)

export const dominanceAttacks: readonly Attack[] = [
  attack('in-its-group', 'hidden', (live) => hides(live, bySector)),
  attack('by-mean', 'hidden', (live) => hides(live, 'select sector, avg(turnover) as t, count(*) as n from firms group by sector')),
  attack('beside-a-count', 'hidden', (live) =>
    hides(live, 'select sector, count(*) as n, sum(turnover) / count(*) as t from firms group by sector'),
  ),
  withheld('alone', "select sum(turnover) as t from firms where sector = 'sector-0'"),
  withheld('by-mean-alone', "select avg(turnover) as t from firms where sector = 'sector-0'"),
  withheld('negated', "select sum(-turnover) as t from firms where sector = 'sector-0'"),
  withheld('halved', "select sum(turnover / 2) as t from firms where sector = 'sector-0'"),
  withheld('with-a-few-more', "select sum(turnover) as t from firms where sector = 'sector-0' or code in (1, 2)", 'nothing|differs-by-few'),
  attack('left-over-from-its-complement', 'hidden|differs-by-few|cell-dominated', async (live) => {
    const parts = await shown(live, 'da', bySector)
    const whole = await asked(live, 'da', 'select sum(turnover) as t from firms')
    // With the total known, what is missing must be more than one sector.
    return whole.codes[0] !== 'shown' ? whole.codes : parts.length <= 2 ? 'hidden' : 'left-over'
  }),
]
