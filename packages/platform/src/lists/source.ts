/** Article 7: where the platform learns whether an organization is on a list. What cannot be read is said, and never taken for a pass. */
import type { Day, ListAnswer } from '@yunhe/law'
import { type ListKind, listKinds } from '@yunhe/law/identifiers/kinds'

/** One answer of a source that could be read. */
export interface Said {
  readonly isListed: boolean
  /** Who gave the list out. */
  readonly source: string
  /** The day the list is of. */
  readonly issuedOn: string
  /** SHA-256 of what was read, hex. */
  readonly snapshot: string
  /** The imported list, where it is one. */
  readonly listing?: string
}

export interface ListSource {
  readonly name: string
  /** Whether it has anything to ask of this list. */
  readonly knows: (list: ListKind) => Promise<boolean>
  /** @throws where it could not be read */
  readonly ask: (list: ListKind, uscc: string, on: Day) => Promise<Said>
}

export interface Lists {
  /** Whether any source is there for both lists. */
  readonly areThere: () => Promise<boolean>
  /** Both lists, each by the first source that knows it; a source that fails is not replaced by the next, it is told. */
  readonly ask: (uscc: string, on: Day) => Promise<readonly ListAnswer[]>
}

const kinds = Object.keys(listKinds) as readonly ListKind[]

export const listsFrom = (sources: readonly ListSource[]): Lists => {
  const sourceOf = async (list: ListKind): Promise<ListSource | undefined> => {
    for (const one of sources) if (await one.knows(list)) return one
    return undefined
  }
  return {
    areThere: async () => (await Promise.all(kinds.map(sourceOf))).every((one) => one !== undefined),
    ask: (uscc, on) => Promise.all(kinds.map(async (list) => asked(await sourceOf(list), list, uscc, on))),
  }
}

const asked = async (source: ListSource | undefined, list: ListKind, uscc: string, on: Day): Promise<ListAnswer> => {
  if (source === undefined) return { list, checkedOn: on, source: '—', result: 'not-checked', fault: 'no source for this list' }
  try {
    const { isListed, ...said } = await source.ask(list, uscc, on)
    return { list, checkedOn: on, result: isListed ? 'hit' : 'clear', ...said }
  } catch (error) {
    const fault = error instanceof Error ? error.message.slice(0, 300) : 'it could not be read'
    return { list, checkedOn: on, source: source.name, result: 'not-checked', fault }
  }
}
