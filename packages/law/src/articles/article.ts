/** The shape in which an article is told: what it asks in our own words, its hard rules, and who upholds it how. */
import type { Words } from '../kernel/words.ts'

/** `rule` refuses by itself, `record` keeps proof, `reminder` watches a clock, `report` tells others, `person` is judged by people. */
export type UpholdingHow = 'rule' | 'record' | 'reminder' | 'report' | 'person'

export interface Upholding {
  readonly how: UpholdingHow
  /** Who sees to it, and by what. */
  readonly words: Words
}

export interface ArticleText {
  readonly name: Words
  readonly gist: Words
  /** Hard rules by id: what the software refuses or does without being asked. */
  readonly rules: Readonly<Record<string, Words>>
  readonly upheldBy: readonly Upholding[]
}

export const words = (zh: string, en: string): Words => ({ zh, en })

export const by = (how: UpholdingHow, zh: string, en: string): Upholding => ({ how, words: { zh, en } })
