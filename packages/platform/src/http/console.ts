/** Serves the built console; its page gets the nonce of the answer. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

export interface ConsoleDoor {
  /** Folder of the built console; absent in tests that need none. */
  readonly consoleFolder: string | undefined
}

export const serveConsole = async (app: FastifyInstance, { consoleFolder }: ConsoleDoor): Promise<void> => {
  if (consoleFolder === undefined || !existsSync(join(consoleFolder, 'index.html'))) return
  const page = readFileSync(join(consoleFolder, 'index.html'), 'utf8')
  await app.register(fastifyStatic, {
    root: join(consoleFolder, 'assets'),
    prefix: '/console/assets/',
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    decorateReply: false,
  })
  const sendPage = (reply: FastifyReply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page.replaceAll('__CSP_NONCE__', reply.nonce))
  app.get('/console', (_, reply) => reply.redirect('/console/'))
  app.get('/console/', (_, reply) => sendPage(reply))
  app.get('/console/*', (_, reply) => sendPage(reply))
}
