/** What the handbook says of its own in both languages: its headings, how a step is told, and what each role does here and has to mind. */
import { type Role, roles } from '@yunhe/law'
import type { Language } from '../../../packages/console/src/words/language.ts'
import { en } from './en.ts'
import { zhCN } from './zh-CN.ts'

/** Who uses the system: everybody but the platform itself. */
export type Reader = Exclude<Role, 'platform'>
export const readers = roles.filter((role): role is Reader => role !== 'platform')

export interface About {
  /** What this role does here, in a few sentences. */
  readonly does: string
  readonly minds: readonly string[]
}

export interface HandbookWords {
  readonly title: string
  readonly lead: string
  readonly otherLanguage: string
  readonly index: string
  readonly begin: string
  readonly beginPublic: string
  readonly signIn: (logins: string) => string
  readonly doors: string
  readonly minds: string
  readonly work: string
  readonly acts: string
  readonly actsLead: string
  readonly act: string
  readonly kind: string
  readonly articles: string
  readonly article: (number: number) => string
  readonly chapter: string
  readonly tasks: string
  readonly steps: {
    readonly menu: (name: string) => string
    readonly follow: (name: string) => string
    readonly press: (name: string) => string
    readonly tick: (name: string) => string
    readonly fill: (label: string, text: string, within: string) => string
    readonly enter: string
    readonly paste: (label: string) => string
    readonly write: (label: string) => string
    readonly choose: (label: string, options: readonly string[], within: string) => string
    readonly send: (name: string) => string
    readonly see: (what: string) => string
    readonly unfold: (name: string, of: string) => string
    readonly keep: (what: string) => string
    readonly meanwhile: (what: string) => string
    readonly reload: string
  }
  readonly about: Readonly<Record<Reader, About>>
}

export const handbookWords: Readonly<Record<Language, HandbookWords>> = { 'zh-CN': zhCN, en }
