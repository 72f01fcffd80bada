/** The stand-alone checker: `npm run yunhe -- verify <folder | http url> [--key vkey]… [--origin name]`. It needs nothing but the log. Beside it, `account first` and `draw`. */
import { resolve } from 'node:path'
import { suites } from '@yunhe/keys'
import {
  folderTiles,
  type LogFault,
  type LogReport,
  type NoteVerifier,
  type TileReader,
  treeHash,
  verifierFromVkey,
  verifyLog,
} from '@yunhe/ledger'
import { webTiles } from './yunhe/web-tiles.ts'

const usage = 'usage: yunhe verify <folder | http url> [--key vkey]… [--origin name] [--sm3]'

interface Asked {
  readonly place: string
  readonly keys: readonly NoteVerifier[]
  readonly origin?: string
  readonly sm3: boolean
}

const main = async (words: readonly string[]): Promise<number> => {
  // Loaded only then: the checker needs nothing but the log.
  if (words[0] === 'draw') return (await import('./yunhe/draw.ts')).drawCommand(words.slice(1), readerOf)
  if (words[0] === 'account') return (await import('./yunhe/account.ts')).accountCommand(words.slice(1))
  const asked = askedBy(words)
  if (typeof asked === 'string') return said(2, asked)
  const log = readerOf(asked.place)
  const used = new Set<NoteVerifier>()
  const first = await check(log, asked, asked.sm3, used)
  const second = asked.sm3 || !(await log.read('gm/checkpoint')) ? true : await check(beside(log), asked, true, used)
  const idle = asked.keys.filter((key) => !used.has(key))
  for (const { name } of idle) process.stdout.write(`no log here is signed by ${name}, whose key was given\n`)
  return first && second && idle.length === 0 ? 0 : 1
}

/** The SM3 tree is a log of its own; it may leave its entries to the SHA-256 log that it stands beside. */
const beside = (log: TileReader): TileReader => ({
  read: async (path) => (await log.read(`gm/${path}`)) ?? (path.startsWith('tile/entries/') ? log.read(path) : undefined),
})

/** A key that is of another tree says nothing of this one; every key that was given must be of one of them. */
const check = async (log: TileReader, { keys, origin }: Asked, sm3: boolean, used: Set<NoteVerifier>): Promise<boolean> => {
  const names = await namesOn(log)
  const own = keys.filter(({ name }) => names.includes(name))
  for (const key of own) used.add(key)
  const report = await verifyLog(log, { hash: treeHash(sm3 ? suites.gm : suites.intl), keys: own, ...(origin && !sm3 ? { origin } : {}) })
  process.stdout.write(`${linesOf(report, sm3, keys.length > 0).join('\n')}\n`)
  return report.ok
}

/** The log's own name, and whoever put a signature under its checkpoint. */
const namesOn = async (log: TileReader): Promise<readonly string[]> => {
  const note = Buffer.from((await log.read('checkpoint')) ?? '').toString('utf8')
  return [note.split('\n')[0] ?? '', ...[...note.matchAll(/^\u2014 (\S+) /gm)].map(([, name = '']) => name)]
}

const linesOf = (report: LogReport | LogFault, sm3: boolean, hasKeys: boolean): readonly string[] => {
  const tree = sm3 ? 'SM3' : 'SHA-256'
  if (!report.ok) return [`the ${tree} log does not verify: ${report.fault}`]
  const { origin, size, root, signedBy, unchecked } = report
  const nobody = hasKeys
    ? `not checked: no key of ${origin} was given`
    : 'nobody whose key was given: the root is as good as the place it came from (give --key)'
  return [
    hasKeys && signedBy.length === 0
      ? `the ${tree} log ${origin} is whole; its signatures were not checked`
      : `the ${tree} log ${origin} verifies`,
    `  size       ${size}`,
    `  root       ${Buffer.from(root).toString('base64')}`,
    `  signed by  ${signedBy.join(', ') || nobody}`,
    ...(unchecked.length > 0 ? [`  unchecked  ${unchecked.join(', ')}`] : []),
  ]
}

const readerOf = (place: string): TileReader =>
  /^https?:\/\//.test(place) ? webTiles(place) : folderTiles(resolve(process.env.INIT_CWD ?? process.cwd(), place))

const askedBy = ([verb, place, ...options]: readonly string[]): Asked | string => {
  if (verb !== 'verify' || place === undefined || place.startsWith('--')) return usage
  const valuesOf = (name: string) => options.flatMap((word, at) => (word === name ? [options[at + 1] ?? ''] : []))
  const [origin] = valuesOf('--origin')
  try {
    const keys = valuesOf('--key').map(verifierFromVkey)
    return { place, keys, sm3: options.includes('--sm3'), ...(origin ? { origin } : {}) }
  } catch (fault) {
    return fault instanceof Error ? fault.message : usage
  }
}

const said = (code: number, sentence: string): number => {
  process.stderr.write(`${sentence}\n`)
  return code
}

process.exitCode = await main(process.argv.slice(2)).catch((fault: unknown) =>
  said(1, fault instanceof Error ? fault.message : String(fault)),
)
