/** The cases that a page knows by name, so that an id is read as what it stands for. */
import type { CaseView } from '@yunhe/platform/contract'
import { createContext, useContext } from 'react'

export interface Known {
  /** None where it is no case of its own: a scenario, a person. */
  readonly plural?: string | undefined
  readonly title: string
}
type KnownById = Readonly<Record<string, Known>>

const Context = createContext<KnownById>({})
export const RelatedProvider = Context.Provider
export const useKnown = (id: string): Known | undefined => {
  const byId = useContext(Context)
  return Object.hasOwn(byId, id) ? byId[id] : undefined
}

export const knownIn = ({ related, named }: Pick<CaseView, 'related' | 'named'>): KnownById => ({
  ...Object.fromEntries(related.map(({ plural, id, title }) => [id, { plural, title: title || id }])),
  ...named,
})

interface EntryName {
  readonly procedure: string
  readonly id: string
  readonly version: number
}

/** `bill/724b@5` -> its case and version; nothing where it is no entry's name. */
export const partsOfRef = (ref: string): EntryName | undefined => {
  const match = /^([^/]+)\/(.+)@(\d+)$/.exec(ref)
  return match ? { procedure: match[1] ?? '', id: match[2] ?? '', version: Number(match[3]) } : undefined
}

type Related = CaseView['related'][number]
const links = ['above', 'below', 'beside'] as const satisfies readonly Related['link'][]

/** In the order in which people look: where it comes from, what came of it, what stands beside it; no empty group. */
export const groupsOf = (related: readonly Related[]) =>
  links.map((link) => ({ link, cases: related.filter((one) => one.link === link) })).filter(({ cases }) => cases.length > 0)
