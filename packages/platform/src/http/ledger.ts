/** The log for strangers: checkpoint and tiles as C2SP has them, and inclusion proofs for the entries a reader may see. */
import { proofFileText, proveInclusion } from '@yunhe/ledger'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { routes } from '../contract/index.ts'
import type { Checkpoints, Tree } from '../store/checkpoints.ts'
import { databaseTiles } from '../store/database-tiles.ts'
import type { Db } from '../store/postgres.ts'
import { entryNamed, hashesAt, newestCheckpoint, pendingEntries } from '../store/tiles.ts'
import { readerOf, serve } from './serve.ts'
import { notFound } from './speak.ts'

export interface LedgerDoor {
  readonly db: Db
  readonly checkpoints: Checkpoints
}

export const serveLedger = (app: FastifyInstance, { db, checkpoints }: LedgerDoor): void => {
  const [tree, gm] = checkpoints.trees
  if (tree === undefined || gm === undefined) throw new Error('could not serve a log without its trees')
  serveTiles(app, db, tree, '/log')
  serveTiles(app, db, gm, '/log/gm')
  serve(app, routes.ledger, async () => {
    const newest = await newestCheckpoint(db, tree.origin)
    return {
      size: newest?.size ?? 0,
      pending: await pendingEntries(db),
      checkpoint: newest?.note ?? '',
      verifierKeys: checkpoints.trees.flatMap(({ signers }) => signers.map(({ vkey }) => vkey)),
    }
  })
  serve(app, routes.proof, async ({ query, request }) => {
    readerOf(request)
    const found = await entryNamed(db, query.ref)
    const newest = await newestCheckpoint(db, tree.origin)
    if (found === undefined || found.leaf_index === null || newest === undefined) throw notFound()
    const inclusion = await proveInclusion(tree.hash, hashesAt(db, tree, newest.size), found.leaf_index, newest.size)
    return {
      ref: query.ref,
      index: found.leaf_index,
      size: newest.size,
      entry: found.canonical.toString('utf8'),
      inclusion: inclusion.map((hash) => Buffer.from(hash).toString('base64')),
      checkpoint: newest.note,
      tlogProof: proofFileText({ index: found.leaf_index, proof: inclusion, checkpoint: newest.note }),
    }
  })
}

const serveTiles = (app: FastifyInstance, db: Db, { origin }: Tree, prefix: string): void => {
  const tiles = databaseTiles(db, origin)
  const answer = async (reply: FastifyReply, path: string, type: string, cache: string) => {
    const bytes = await tiles.read(path)
    if (bytes === undefined) throw notFound()
    return reply.type(type).header('cache-control', cache).send(bytes)
  }
  app.get(`${prefix}/checkpoint`, (_, reply) => answer(reply, 'checkpoint', 'text/plain; charset=utf-8', 'no-cache'))
  app.get<{ Params: { '*': string } }>(`${prefix}/tile/*`, (request, reply) =>
    answer(reply, `tile/${request.params['*']}`, 'application/octet-stream', 'public, max-age=31536000, immutable'),
  )
}
