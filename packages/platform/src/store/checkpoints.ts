/**
 * Gives entries their places in the log and publishes checkpoints. The order of steps is the safety argument: entries commit first, then one
 * job takes the next indexes, and tiles, edge and checkpoint of both trees commit with them; what a stranger reads is therefore always whole.
 */
import { type Signer, suites } from '@yunhe/keys'
import {
  appendLeaves,
  bundleFiles,
  bundleStart,
  checkpointPath,
  type Edge,
  edgeBytes,
  edgeFrom,
  emptyEdge,
  type NoteSigner,
  noteOf,
  noteSigner,
  type PublishedFile,
  readEntries,
  type TreeHash,
  tileFile,
  tileWidth,
  treeHash,
} from '@yunhe/ledger'
import { sql } from 'kysely'
import { databaseTiles } from './database-tiles.ts'
import type { Tx } from './log.ts'
import type { Db } from './postgres.ts'

/** The same entries under SHA-256, which strangers' tools know, and under SM3. */
export interface Tree {
  readonly origin: string
  readonly hash: TreeHash
  readonly signers: readonly NoteSigner[]
}

export interface Checkpoints {
  readonly trees: readonly Tree[]
  readonly wake: () => void
  /** Resolves when every entry committed before the call has its place. */
  readonly caughtUp: () => Promise<void>
  readonly stop: () => Promise<void>
}

export interface LogKeys {
  readonly origin: string
  readonly log: Signer
  readonly gm: Signer
}

/** The name of the log; its SM3 twin is `/gm` below it. */
export const originOfLog = 'yunhe.example/wuxi'

const mostAtOnce = 5_000
/** Entries of one moment share a checkpoint, which is two trees and four signatures; and what follows an act goes before its place in the log. */
const gatherMs = 100
/** Where entries come in crowds, a crowd shares one. */
const crowd = 16
const gatherCrowdMs = 500

export const treesOf = ({ origin, log, gm }: LogKeys): readonly Tree[] => [
  { origin, hash: treeHash(suites.intl), signers: [noteSigner(origin, log), noteSigner(origin, gm)] },
  { origin: `${origin}/gm`, hash: treeHash(suites.gm), signers: [noteSigner(`${origin}/gm`, log), noteSigner(`${origin}/gm`, gm)] },
]

export const openCheckpoints = async (db: Db, keys: LogKeys): Promise<Checkpoints> => {
  const trees = treesOf(keys)
  let running: Promise<void> | undefined
  let isStopped = false
  let lately = 0
  const round = async () => {
    for (let placed = 1; !isStopped && placed > 0; ) {
      placed = await grow(db, trees)
      if (placed > 0) lately = placed
    }
  }
  const run = (): Promise<void> => {
    running ??= round().finally(() => {
      running = undefined
    })
    return running
  }
  await run()
  const say = (error: unknown) => console.error(`could not write a checkpoint: ${error instanceof Error ? error.message : String(error)}`)
  const timer = setInterval(() => run().catch(say), 5_000)
  let gathering: NodeJS.Timeout | undefined
  const gathered = () => {
    gathering = undefined
    run().catch(say)
  }
  return {
    trees,
    wake: () => {
      gathering ??= setTimeout(gathered, lately < crowd ? gatherMs : gatherCrowdMs)
    },
    caughtUp: async () => {
      await running?.catch(() => undefined)
      await run()
    },
    stop: async () => {
      isStopped = true
      clearInterval(timer)
      clearTimeout(gathering)
      await running?.catch(() => undefined)
    },
  }
}

/** One step: at most so many entries get their places. Answers how many did. */
const grow = (db: Db, trees: readonly Tree[]): Promise<number> =>
  db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(872302)`.execute(tx)
    const fresh = await tx
      .selectFrom('entries')
      .select(['no', 'canonical'])
      .where('leaf_index', 'is', null)
      .orderBy('no')
      .limit(mostAtOnce)
      .execute()
    if (fresh.length === 0) return 0
    const size = await sizeOf(tx, trees)
    const nos = fresh.map(({ no }) => no)
    await sql`update entries set leaf_index = ${size} + place.at - 1 from unnest(${nos}::bigint[]) with ordinality as place(no, at) where entries.no = place.no`.execute(
      tx,
    )
    const leaves = fresh.map(({ canonical }) => canonical)
    const from = bundleStart(size)
    const bundles = bundleFiles(from, [...(await publishedFrom(tx, trees, from, size)), ...leaves])
    for (const tree of trees) await growTree(tx, tree, size, leaves, bundles)
    return fresh.length
  })

/** What was published is published again as it was: taken from the rows, one that was changed meanwhile would slip into the log. */
const publishedFrom = async (tx: Tx, [tree]: readonly Tree[], from: number, size: number): Promise<readonly Uint8Array[]> =>
  tree === undefined || from === size ? [] : readEntries(databaseTiles(tx, tree.origin), size, from / tileWidth)

const growTree = async (
  tx: Tx,
  { origin, hash, signers }: Tree,
  size: number,
  leaves: readonly Uint8Array[],
  bundles: readonly PublishedFile[],
): Promise<void> => {
  const { edge, tiles } = appendLeaves(hash, await edgeAt(tx, origin, size), leaves.map(hash.leaf))
  const note = noteOf(hash, origin, edge, signers)
  const files = [...bundles, ...tiles.map(tileFile), { path: checkpointPath, bytes: Buffer.from(note) }]
  const paths = files.map(({ path }) => path)
  await sql`insert into tiles (origin, path, bytes) select ${origin}, * from unnest(${paths}::text[], ${files.map(({ bytes }) => Buffer.from(bytes))}::bytea[])
    on conflict (origin, path) do update set bytes = excluded.bytes`.execute(tx)
  const partsOfWhole = paths.filter(isWhole).map((path) => `${path}.p/%`)
  if (partsOfWhole.length > 0) await sql`delete from tiles where origin = ${origin} and path like any (${partsOfWhole})`.execute(tx)
  await tx
    .insertInto('checkpoints')
    .values({ origin, size: edge.size, edge: Buffer.from(edgeBytes(edge)), note })
    .execute()
}

/** A whole tile serves in place of each of its beginnings, which C2SP lets a log drop then; kept, they would be a hundred times the log. */
const isWhole = (path: string): boolean => path.startsWith('tile/') && !path.includes('.p/')

const sizeOf = async (tx: Tx, trees: readonly Tree[]): Promise<number> => {
  const sizes = await Promise.all(trees.map(async ({ origin }) => (await newest(tx, origin))?.size ?? 0))
  const [size = 0, ...others] = sizes
  if (others.some((other) => other !== size)) throw new Error(`could not grow the log: its trees have ${sizes.join(' and ')} entries`)
  return size
}

const newest = (tx: Tx, origin: string) =>
  tx.selectFrom('checkpoints').select(['size', 'edge']).where('origin', '=', origin).orderBy('size', 'desc').limit(1).executeTakeFirst()

const edgeAt = async (tx: Tx, origin: string, size: number): Promise<Edge> => {
  const row = await newest(tx, origin)
  const edge = row === undefined ? emptyEdge : edgeFrom(row.edge)
  if (edge.size !== size) throw new Error(`could not grow ${origin}: its edge is at ${edge.size}, its log at ${size}`)
  return edge
}
