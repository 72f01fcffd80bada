/** Behind the mask: dictionaries of what a value might be, the same person sought in two grants, numbers guessed from their form (article 16). */
import { createHash, createHmac } from 'node:crypto'
import type { Order } from '../src/orders.ts'
import { asked, shown } from './asked.ts'
import type { Attack } from './attack.ts'
import type { Live } from './live.ts'
import { grants, households, idOf, mobileOf } from './planted-households.ts'

const attack = (id: string, expected: string, against: Attack['against']): Attack => ({
  id: `mask-${id}`,
  class: 'masks',
  expected,
  against,
})

/** More do not fit into one text. */
const tried = Array.from({ length: 500 }, (_, at) => at)
const signs = (bytes: Buffer) => bytes.toString('base64url').slice(0, 22)

/** A tenth of those who are tried would be enough to be shown; that the table is there is looked at first. */
const among = async (live: Live, column: 'pid' | 'mobile', candidates: readonly string[]) => {
  const [all] = await shown(live, 'ma', 'select count(*) as n from households')
  if (Number(all?.[0]) !== households) return 'not-looked'
  const list = candidates.map((one) => `'${one}'`).join(',')
  const { codes, rows } = await asked(live, 'ma', `select count(*) as n from households where ${column} in (${list})`)
  return codes[0] === 'shown' && Number(rows[0]?.[0] ?? 0) > 0 ? 'found' : 'nobody'
}

const dictionary = (id: string, made: (value: string) => string): Attack =>
  attack(`dictionary-${id}`, 'nobody', (live) =>
    among(
      live,
      'pid',
      tried.map((at) => made(idOf(at))),
    ),
  )

const spread = async (live: Live, workspace: string, sql: string) => JSON.stringify(await shown(live, workspace, sql))
const byFirstSign = 'select left(pid, 1) as c, count(*) as n from households group by 1'
const byBeginning = 'select left(mobile, 3) as c, count(*) as n from households group by 1'

const linked = (id: string, sql: string): Attack =>
  attack(id, 'differs', async (live) => ((await spread(live, 'ma', sql)) === (await spread(live, 'mb', sql)) ? 'alike' : 'differs'))

const inSql = (id: string, sql: string, expected: string): Attack =>
  attack(id, expected, async (live) => {
    const { codes, rows } = await asked(live, 'ma', sql)
    return codes[0] === 'shown' && rows.length === 0 ? 'nothing' : codes
  })

export const maskAttacks: readonly Attack[] = [
  dictionary('plain', (value) => value),
  dictionary('sha256', (value) => signs(createHash('sha256').update(value).digest())),
  dictionary('md5', (value) => signs(createHash('md5').update(value).digest())),
  dictionary('keyed-by-the-grant', (value) => signs(createHmac('sha256', 'g-ma').update(value).digest())),
  dictionary('keyed-by-the-workspace', (value) => signs(createHmac('sha256', 'ma').update(value).digest())),
  dictionary('keyed-by-nothing', (value) => signs(createHmac('sha256', Buffer.alloc(32)).update(value).digest())),
  inSql('function-of-ours', `select count(*) as n from households where pid = mask_pseudonym('${idOf(7)}')`, 'function-not-allowed'),
  inSql('one-by-one', `select count(*) as n from households where pid = '${idOf(7)}'`, 'cell-too-small|nothing'),
  inSql('rows-of-pseudonyms', 'select pid from households', 'cell-too-small|rows-about-people|nothing'),
  inSql('rows-of-pseudonyms-beside-attributes', 'select pid, district, born from households', 'cell-too-small|rows-about-people|nothing'),
  linked('linked-across-grants', byFirstSign),
  linked('numbers-linked-across-grants', byBeginning),
  attack('linked-after-a-new-secret', 'differs', async (live) => {
    const before = await spread(live, 'mb', byFirstSign)
    const again = grants.find((one) => one.order === 'provision' && one.grant.workspace === 'mb')
    const { codes } = await live.send(live.order({ ...again, newSecret: true } as Order))
    if (codes[0] !== 'done') return codes
    const after = await spread(live, 'mb', byFirstSign)
    return before === after ? 'alike' : 'differs'
  }),
  attack('numbers-as-they-are', 'nobody', (live) => among(live, 'mobile', tried.map(mobileOf))),
  attack('numbers-by-their-beginning', 'spread', async (live) => {
    const rows = await shown(live, 'ma', byBeginning)
    const most = Math.max(...rows.map(([, n]) => Number(n)))
    // All of them begin with 139: permuted they begin with anything that a mobile may begin with.
    return most < households / 10 ? 'spread' : 'kept'
  }),
]
