/** The lists that the data authority imported, read out of the log; the newest of its kind counts while it is not too old. */
import { addDays, type Day, listKey, type NameListEvent, nameLists, type Parameters } from '@yunhe/law'
import type { ListKind } from '@yunhe/law/identifiers/kinds'
import type { Log } from '../store/log.ts'
import { type ReadList, readList } from './read.ts'
import type { ListSource } from './source.ts'

type Imported = Extract<NameListEvent, { type: 'NameListImported' }>

export const importedLists = (log: Log, numbersOn: (on: Day) => Parameters): ListSource => {
  // One file of each kind is asked again and again; its hash tells whether it is still the same.
  const readBySha = new Map<string, ReadList | undefined>()
  const codesOf = ({ sha256, form, content }: Imported): ReadList => {
    if (!readBySha.has(sha256)) {
      if (readBySha.size > 3) readBySha.clear()
      readBySha.set(sha256, readList(form, content))
    }
    const read = readBySha.get(sha256)
    if (read === undefined) throw new Error('the imported file cannot be read any more')
    return read
  }
  const newestOf = async (list: ListKind) => {
    const streams = (await log.keyed(listKey(list))).filter((stream) => stream.startsWith(`${nameLists.name}/`))
    const found = await Promise.all(streams.map(async (stream) => ({ stream, event: importedIn(await log.read(stream)) })))
    return found
      .flatMap(({ stream, event }) => (event === undefined ? [] : [{ id: stream.slice(nameLists.name.length + 1), event }]))
      .toSorted((one, other) => (one.event.issuedOn < other.event.issuedOn ? 1 : -1))[0]
  }
  return {
    name: '导入名单',
    knows: async (list) => (await newestOf(list)) !== undefined,
    ask: async (list, uscc, on) => {
      const newest = await newestOf(list)
      if (newest === undefined) throw new Error('no list of this kind is imported')
      const { id, event } = newest
      if (addDays(event.issuedOn, numbersOn(on).listIssuedDays) < on)
        throw new Error(`the imported list is of ${event.issuedOn}, which is too old`)
      const { source, issuedOn, sha256 } = event
      return { isListed: codesOf(event).codes.has(uscc), source, issuedOn, snapshot: sha256, listing: id }
    },
  }
}

/** A list that was superseded or withdrawn has lost its key; one that was destroyed has lost its content. */
const importedIn = (past: Awaited<ReturnType<Log['read']>>): Imported | undefined =>
  past.length === 1 && past[0]?.event?.type === 'NameListImported' ? (past[0].event as Imported) : undefined
