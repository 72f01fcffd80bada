/** The draws of an application beside what comes out when they are computed again from the log. */
import { type Actor, type Application, actsAs, applications, type Role, seatedFrom } from '@yunhe/law'
import { orderOf } from '../commands/panel.ts'
import { fold, type Outside } from '../commands/reading.ts'
import type { DrawsView } from '../contract/draws.ts'
import type { Log } from '../store/log.ts'

type Draw = Application['draws'][number]

const seesThePanel: readonly Role[] = ['data-authority', 'audit-admin']

export const drawsOf = async (
  { log, outside }: { readonly log: Log; readonly outside: Outside },
  id: string,
  reader: Actor,
): Promise<DrawsView> => {
  const { draws } = fold(applications, await log.read(`application/${id}`))
  const isOpen = seesThePanel.some((role) => actsAs(reader, role))
  return { application: id, draws: await Promise.all(draws.map((draw) => drawView(outside, id, draw, isOpen))) }
}

const drawView = async (outside: Outside, id: string, draw: Draw, isOpen: boolean): Promise<DrawsView['draws'][number]> => {
  const { calledAt, pool, wanted, passedOver, drawn, ...told } = draw
  return {
    ...told,
    wanted: [...wanted],
    passedOver: passedOver.map((one) => ({ ...one })),
    drawn: [...drawn],
    pool: pool.map(({ expert, fields, ...inside }) => ({
      expert,
      fields: [...fields],
      ...(isOpen && { ...inside, relations: [...inside.relations] }),
    })),
    recomputed: again(draw, id, await outside.rootAfter(`application/${id}`, 'ExpertPanelCalled', calledAt)),
  }
}

const again = (draw: Draw, id: string, found: Awaited<ReturnType<Outside['rootAfter']>>) => {
  if (found === undefined) return { root: '', seed: '', order: [], drawn: [], agrees: false }
  const { seed, order } = orderOf(found.root, id, draw)
  const free = order.filter((expert) => draw.passedOver.every((one) => one.expert !== expert))
  const entries = free.flatMap((expert) => draw.pool.filter((entry) => entry.expert === expert))
  const drawn = seatedFrom(entries, draw.wanted, draw.seats).map(({ expert }) => expert)
  const root = Buffer.from(found.root).toString('base64')
  const agrees = root === draw.root && seed === draw.seed && found.index === draw.index && drawn.join() === draw.drawn.join()
  return { root, seed, order: [...order], drawn, agrees }
}
