/** Figures that are moved or rounded, asked so often or so bent that the exact one would show (article 16). */
import { asked, shown } from './asked.ts'
import type { Attack } from './attack.ts'
import type { Live } from './live.ts'
import { noise } from './planted-households.ts'

const attack = (id: string, expected: string, against: Attack['against']): Attack => ({
  id: `noise-${id}`,
  class: 'noise',
  expected,
  against,
})

const figures = 'district, count(*) as n, sum(income) as income'
const plain = `select ${figures} from households group by district`

/** The same households in other words. */
const wordings = [
  plain,
  `select ${figures} from households where born > 1900 group by 1`,
  `select ${figures} from households where code >= 0 group by all`,
  `select ${figures} from households where not (code < 0) and 1 = 1 group by district`,
  `select ${figures} from households where district in ('Liangxi','Xishan','Huishan','Binhu','Xinwu','Jiangyin','Yixing') group by district`,
  `select ${figures} from households as h where born + 1 > 1901 or born is null group by district`,
]

const differing = async (live: Live, questions: readonly (readonly [string, string])[]) => {
  const seen = new Set<string>()
  for (const [workspace, sql] of questions) seen.add(JSON.stringify(await shown(live, workspace, sql)))
  return seen.size === 1 ? 'same' : `${seen.size} draws to average`
}

const unprotected = (id: string, workspace: string, sql: string): Attack =>
  attack(id, 'figures-unprotected|rows-about-people|aggregate-isolates', async (live) => (await asked(live, workspace, sql)).codes)

export const figureAttacks: readonly Attack[] = [
  attack('averaged-over-repeats', 'same', (live) =>
    differing(
      live,
      Array.from({ length: 6 }, () => ['na', plain] as const),
    ),
  ),
  attack('averaged-over-wordings', 'same', (live) =>
    differing(
      live,
      wordings.map((sql) => ['na', sql] as const),
    ),
  ),
  attack('averaged-over-workspaces', 'same', (live) =>
    differing(live, [
      ['na', plain],
      ['nb', plain],
    ]),
  ),
  attack('sum-of-ones', 'moved-along', async (live) => {
    const rows = await shown(live, 'na', 'select district, count(*) as n, sum(1) as s from households group by district')
    return rows.every(([, n, s]) => Math.abs(Number(s) - Number(n)) <= noise.share + 1e-6) ? 'moved-along' : 'exact'
  }),
  unprotected('count-scaled', 'na', 'select district, count(*) * 1000 as n from households group by district'),
  unprotected('count-in-having', 'na', 'select district, count(*) as n from households group by district having count(*) > 199'),
  unprotected('sorted-by-the-exact', 'na', 'select district, count(*) as n from households group by district order by count(*)'),
  unprotected('cut-off-by-the-exact', 'na', 'select district, count(*) as n from households group by district limit 3'),
  unprotected('rounding-shifted', 'nr', 'select sum(income + 0.01) as s from households'),
  unprotected('rounding-stretched', 'nr', 'select sum(income * 1000) as s from households'),
  unprotected('rounding-by-mean', 'nr', 'select avg(income) as s from households'),
]
