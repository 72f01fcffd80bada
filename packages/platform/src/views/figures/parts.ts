/** What the parts of a figure are called, and in which order they stand. */
import { type Role, roleNames, type Words } from '@yunhe/law'
import { districts, isRegion, regions } from '@yunhe/law/identifiers/region'
import type { By, Source } from '../../contract/figures.ts'
import { procedureNamed } from '../../projections/procedures.ts'
import type { Part } from './protected.ts'

const unnamed: Words = { zh: '未注明', en: 'not stated' }
const both = (text: string): Words => (text === '' ? unnamed : { zh: text, en: text })

export type Names = Readonly<Record<string, string>>

export const wordsOfPart = (by: By, key: string, source: Source, names: Names): Words => {
  switch (by) {
    case 'stage':
      return (source.from === 'cases' ? procedureNamed(source.procedure).stages[key] : undefined) ?? both(key)
    case 'region':
      return isRegion(key) ? (isCity(key) ? { zh: '市级', en: 'City level' } : regions[key]) : both(key)
    case 'role':
      return roleNames[key as Role] ?? both(key)
    default:
      return both(names[key] ?? key)
  }
}

const isCity = (code: string): boolean => !Object.hasOwn(districts, code)

/** Stages in the order of the procedure, regions all of them and in the order of their codes, anything else the largest first. */
export const inOrder = (by: By, parts: readonly Part[], source: Source): readonly Part[] => {
  if (by === 'region') {
    const known = new Map(parts)
    return Object.keys(regions).map((code) => [code, known.has(code) ? (known.get(code) ?? null) : 0])
  }
  if (by === 'stage' && source.from === 'cases') {
    const stages = Object.keys(procedureNamed(source.procedure).stages)
    return parts.toSorted(([one], [other]) => stages.indexOf(one) - stages.indexOf(other))
  }
  return parts.toSorted(([one, first], [other, second]) => (second ?? -1) - (first ?? -1) || (one < other ? -1 : 1))
}

/** Codes of organizations among the keys. */
export const isOrganization = (by: By): boolean => by === 'agency' || by === 'party' || by === 'operator'
