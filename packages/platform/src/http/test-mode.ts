/** Test mode only: a clock that can be moved, and a way to wait until everything that follows by itself has been done. */
import { dayOf, instant } from '@yunhe/law'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { MovableClock } from '../clock.ts'
import { parsed } from './speak.ts'

export interface TestDoor {
  readonly movable: MovableClock
  /** After the clock moved: the zone's clock, the day's reactions, the heartbeat. */
  readonly moved: () => Promise<void>
  /** Resolves when no reaction waits and every entry has its place in the log. */
  readonly settled: () => Promise<void>
}

export const serveTest = (app: FastifyInstance, { movable, moved, settled }: TestDoor): void => {
  app.post('/test/clock', async (request) => {
    const { at } = parsed(z.object({ at: z.iso.datetime({ offset: true }) }), request.body, 'body')
    movable.moveTo(instant(at))
    await moved()
    await settled()
    return { at: movable.now(), today: dayOf(movable.now()) }
  })
  app.post('/test/settle', async () => {
    await settled()
    return { at: movable.now() }
  })
}
