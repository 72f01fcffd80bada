/** Lists beyond their pages: counts, the views that people keep, the whole list as a file, and what may be done to many cases at once. */
import { type Actor, dayOf } from '@yunhe/law'
import type { FastifyInstance } from 'fastify'
import { type ListExportView, type ListFilters, mostViews, routes } from '../contract/index.ts'
import { columns } from '../list-export/columns.ts'
import type { ListExport, ListExportDesk, Recording, Written } from '../list-export/desk.ts'
import { type BegunExport, begunExports, noteExport, strikeExport } from '../store/list-exports.ts'
import { dropView, keepView, viewsOf } from '../store/list-views.ts'
import { Conflict } from '../store/log.ts'
import { bulkView } from '../views/bulk.ts'
import { countsOf } from '../views/lists.ts'
import { wholeList } from '../views/whole-list.ts'
import { actNamed, type CaseDoor } from './cases.ts'
import { readerOf, serve } from './serve.ts'
import type { SessionDoor } from './session.ts'
import { busy, malformed, notFound } from './speak.ts'
import { wantedBy } from './wanted.ts'

export interface ListDoor extends CaseDoor, SessionDoor {
  readonly listExports: ListExportDesk
}

export const serveLists = (app: FastifyInstance, door: ListDoor): void => {
  const { db, commands, listExports } = door
  serve(app, routes.counts, async ({ params, query, request }) => {
    const reader = readerOf(request)
    return countsOf(db, reader, wantedBy(door, reader, params.plural, query))
  })
  serve(app, routes.listViews, async ({ query, request }) => {
    const kept = await viewsOf(door, readerOf(request).person, query.list)
    return kept.map(viewShown)
  })
  serve(app, routes.keepListView, async ({ body, request }) => {
    const { person } = readerOf(request)
    if (!commands.some(({ procedure }) => procedure.plural === body.list)) throw notFound()
    const others = (await viewsOf(door, person, body.list)).filter(({ id }) => id !== body.id)
    if (others.some(({ name }) => name === body.name)) throw malformed([{ place: 'body.name', message: 'taken', code: 'taken' }])
    if (others.length >= mostViews)
      throw malformed([{ place: 'body.name', message: 'no more views are kept', code: 'too-many', limit: mostViews }])
    return viewShown(await keepView(door, person, body, door.machineClock()))
  })
  serve(app, routes.dropListView, async ({ params, request }) => {
    await dropView(db, readerOf(request).person, params.id)
    return {}
  })
  serve(app, routes.exportList, async ({ body, request }) => {
    const reader = readerOf(request)
    const { list, sort, format, language, columns: chosen, ...filters } = body
    const wanted = wantedBy(door, reader, list, filters)
    const { total } = await countsOf(db, reader, wanted)
    const told = { list, sort, format, columns: [...new Set(chosen)], filters: recordedFilters(filters) }
    const begun = await listExports.start({
      person: reader.person,
      list,
      format,
      total,
      sheet: { name: list, heads: told.columns.map((one) => ({ text: columns[one].head[language], width: columns[one].width })) },
      pages: () => wholeList(db, reader, wanted, sort, language),
      cellsOf: (row) => told.columns.map((one) => columns[one].cell(row, language)),
      record: (written) => recordExport(door, reader, { ...told, ...written }),
      note: ({ id }) => noteExport(db, { person: reader.person, id, list, format, total, begun_at: door.machineClock() }),
      strike: (id) => strikeExport(db, reader.person, id),
    })
    if (begun === 'busy') throw busy()
    return exportShown(begun)
  })
  /** Noted as begun, and not in this program's hands: it ended with the program before. */
  const interruptedOf = async (person: string): Promise<readonly ListExportView[]> =>
    (await begunExports(db, person, door.machineClock())).filter(({ id }) => listExports.of(id, person) === undefined).map(interrupted)
  serve(app, routes.listExports, async ({ query, request }) => {
    const { person } = readerOf(request)
    const lost = (await interruptedOf(person)).filter(({ list }) => list === query.list)
    return [...listExports.waiting(query.list, person).map(exportShown), ...lost]
  })
  serve(app, routes.listExport, async ({ params, request }) => {
    const { person } = readerOf(request)
    const run = listExports.of(params.id, person)
    if (run !== undefined) return exportShown(run)
    const lost = (await interruptedOf(person)).find(({ id }) => id === params.id)
    if (lost === undefined) throw notFound()
    return lost
  })
  serve(app, routes.listExportFile, async ({ params, request, reply }) => {
    const { person } = readerOf(request)
    const run = listExports.of(params.id, person)
    const file = listExports.fetch(params.id, person)
    if (run === undefined || file === undefined) throw notFound()
    reply
      .type(mediaOf[run.format])
      .header('content-disposition', `attachment; filename="${run.list}-${dayOf(door.clock())}.${run.format}"`)
      .header('content-length', run.sizeBytes)
      .header('cache-control', 'no-store')
    return file
  })
  serve(app, routes.stopListExport, async ({ params, request }) => {
    const { person } = readerOf(request)
    if (!listExports.stop(params.id, person) && !(await strikeExport(db, person, params.id))) throw notFound()
    return {}
  })
  serve(app, routes.bulk, async ({ params, body, request }) => {
    const command = commands.find(({ procedure }) => procedure.plural === params.plural)
    if (command === undefined) throw notFound()
    return bulkView(door, command, body.ids, readerOf(request))
  })
}

const mediaOf = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const

const viewShown = <Kept extends { readonly search: object; readonly columns: readonly string[] }>(kept: Kept) =>
  routes.keepListView.reply.parse({ ...kept, columns: [...kept.columns] })

const exportShown = ({ id, list, format, state, rows, total, sizeBytes, sha256, entry, refusals }: ListExport): ListExportView => ({
  id,
  list,
  format,
  state,
  rows,
  total,
  sizeBytes,
  ...(sha256 !== undefined && { sha256 }),
  ...(entry !== undefined && { entry }),
  refusals: refusals.map((one) => ({ ...one, fields: [...one.fields] })),
})

const interrupted = ({ id, list, format, total }: BegunExport): ListExportView => ({
  ...{ id, list, format, total },
  ...{ state: 'interrupted', rows: 0, sizeBytes: 0, refusals: [] },
})

const isCode = /^[A-Za-z0-9,:._-]*$/

/** Which filters there were; of what somebody typed only that it was typed, since it may name a person. */
const recordedFilters = (filters: ListFilters) =>
  Object.entries(filters).flatMap(([filter, value]) =>
    value === undefined || value === '' ? [] : [{ filter, value: filter !== 'q' && isCode.test(value) ? value : '' }],
  )

const tries = 3

/** An act of the reader's own account. Whoever was slower than another act on it tries again: what is recorded stays true. */
const recordExport = async (door: ListDoor, reader: Actor, asked: Written & Readonly<Record<string, unknown>>): Promise<Recording> => {
  const command = door.commands.find(({ procedure }) => procedure.name === 'account')
  if (command === undefined) throw new Error('could not record an export: there are no accounts')
  for (let turn = 1; ; turn += 1) {
    try {
      const outcome = await door.perform(command, actNamed(command, 'export-list'), { id: reader.person, asked, by: reader })
      return outcome.ok ? { ok: true, entry: outcome.refs[0] ?? '' } : { ok: false, refusals: outcome.refusals }
    } catch (cause) {
      if (!(cause instanceof Conflict) || turn >= tries) throw cause
    }
  }
}
