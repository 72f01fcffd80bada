/** `yunhe draw <file> [--log <folder | http url>]`: computes a draw of experts again, from what `/api/applications/<id>/draws` gave out and from the log. */
import { readFileSync } from 'node:fs'
import { suites } from '@yunhe/keys'
import { seatedFrom } from '@yunhe/law'
import {
  canonicalBytes,
  drawnOrder,
  drawSeed,
  entryFrom,
  rangeRoot,
  readEntries,
  type TileReader,
  tileHashes,
  treeHash,
  verifyLog,
} from '@yunhe/ledger'
import { z } from 'zod'

const usage = 'usage: yunhe draw <file> [--log <folder | http url>]'
const { hash } = suites.intl
const tree = treeHash(suites.intl)

const drawShape = z.object({
  round: z.int().min(1),
  seats: z.int().min(1),
  pool: z.array(
    z.object({
      expert: z.string(),
      fields: z.array(z.string()),
      person: z.string().optional(),
      employer: z.string().optional(),
      relations: z.array(z.string()).optional(),
    }),
  ),
  poolHash: z.string(),
  index: z.int().min(0),
  root: z.string(),
  seed: z.string(),
  wanted: z.array(z.string()),
  passedOver: z.array(z.object({ expert: z.string(), because: z.string() })),
  drawn: z.array(z.string()),
})
const fileShape = z.object({ application: z.string(), draws: z.array(drawShape).min(1) })
type Draw = z.infer<typeof drawShape>

export const drawCommand = async ([file, option, place]: readonly string[], readerOf: (place: string) => TileReader): Promise<number> => {
  if (file === undefined || (option !== undefined && (option !== '--log' || place === undefined))) return said(2, usage)
  const read = fileShape.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!read.success) return said(2, `${file} holds no draws`)
  const { application, draws } = read.data
  const log = place === undefined ? undefined : await openLog(readerOf(place))
  if (log === 'unsound') return said(1, 'the log does not verify')
  let isSound = true
  for (const draw of draws) {
    const faults = [...faultsIn(application, draw), ...(log ? await faultsAgainst(log, application, draw) : [])]
    isSound &&= faults.length === 0
    process.stdout.write(
      `round ${draw.round}: ${faults.length === 0 ? `${draw.drawn.join(', ')}, as computed again` : faults.join('; ')}\n`,
    )
    process.stdout.write(
      `  pool   ${poolSaid(draw)}\n  root   ${log ? 'as the log has it' : 'taken from the file: give --log to hold it against a log'}\n`,
    )
  }
  return isSound ? 0 : 1
}

const faultsIn = (
  application: string,
  { round, seats, pool, root, seed, wanted, passedOver, drawn, poolHash }: Draw,
): readonly string[] => {
  const again = drawSeed(hash, Buffer.from(root, 'base64'), application, round)
  const order = drawnOrder(
    hash,
    again,
    pool.map(({ expert }) => expert),
  )
  const free = order.filter((expert) => passedOver.every((one) => one.expert !== expert))
  const entries = free.flatMap((expert) => pool.filter((entry) => entry.expert === expert))
  const seated = seatedFrom(entries, wanted, seats)
  return [
    ...(Buffer.from(again).toString('hex') === seed ? [] : ['the seed is not that of this root']),
    ...(seated.map(({ expert }) => expert).join() === drawn.join() ? [] : ['others would have been drawn']),
    ...(isWhole(pool) && hashOf(pool) !== poolHash ? ['the pool is not the one that was fixed'] : []),
  ]
}

const isWhole = (pool: Draw['pool']): boolean => pool.every(({ person, employer, relations }) => person && employer && relations)
const hashOf = (pool: Draw['pool']): string => Buffer.from(hash(canonicalBytes(pool))).toString('hex')
const poolSaid = ({ pool }: Draw): string =>
  isWhole(pool) ? 'as it was fixed' : 'its people are withheld, so its hash was not held against it'

interface OpenLog {
  readonly tiles: TileReader
  readonly size: number
}

const openLog = async (tiles: TileReader): Promise<OpenLog | 'unsound'> => {
  const report = await verifyLog(tiles, { hash: tree, keys: [] })
  return report.ok ? { tiles, size: report.size } : 'unsound'
}

/** The entry at that place called the panel of this very application, and the root is that of the log up to it. */
const faultsAgainst = async ({ tiles, size }: OpenLog, application: string, { index, root }: Draw): Promise<readonly string[]> => {
  if (index >= size) return ['the log does not reach as far as the call']
  const bundle = Math.floor(index / 256)
  const bytes = (await readEntries(tiles, size, bundle))[index - bundle * 256]
  const entry = bytes && entryFrom(bytes)
  const isCall = entry?.type === 'ExpertPanelCalled' && entry.stream === `application/${application}`
  const found = Buffer.from(await rangeRoot(tree, tileHashes(tree, tiles, size), { start: 0, end: index + 1 })).toString('base64')
  return [...(isCall ? [] : ['another entry stands at that place']), ...(found === root ? [] : ['the root is not that of the log'])]
}

const said = (code: number, sentence: string): number => {
  process.stderr.write(`${sentence}\n`)
  return code
}
