/** What a step says, in either language: from the words of the screens, the titles of the law, or written beside the step. */
import { cases, type Words } from '@yunhe/law'
import { en as publicEn } from '../../../platform/src/public/words/en.ts'
import { zhCN as publicZh } from '../../../platform/src/public/words/zh-CN.ts'
import { en } from '../../src/words/en.ts'
import { codeLabel, eventLabel, fieldLabel, roleLabel } from '../../src/words/labels.ts'
import type { Language } from '../../src/words/language.ts'
import { type Dictionary, zhCN } from '../../src/words/zh-CN.ts'

/** What is only known once a task was prepared, by its name: a title, a login, a number. */
export type Given = Readonly<Record<string, string>>

export interface Tongue {
  readonly language: Language
  readonly given: Given
}

export type Said = (tongue: Tongue) => string

const dictionaries: Readonly<Record<Language, Dictionary>> = { 'zh-CN': zhCN, en }
const publicDictionaries = { 'zh-CN': publicZh, en: publicEn }

export const inTongue = ({ language }: Pick<Tongue, 'language'>, words: Words): string => (language === 'en' ? words.en : words.zh)

export const wordsOf = ({ language }: Pick<Tongue, 'language'>): Dictionary => dictionaries[language]

/** Written beside the step, where neither the screens nor the law have it: what a person types of their own. */
export const say =
  (zh: string, english: string): Said =>
  (tongue) =>
    inTongue(tongue, { zh, en: english })

/** The same in both languages: a day, a number, a code. */
export const plain =
  (text: string): Said =>
  () =>
    text

/** Words of the law itself: of a closed list, of a figure. */
export const law =
  (words: Words): Said =>
  (tongue) =>
    inTongue(tongue, words)

/** A word of the console. */
export const word =
  (of: (words: Dictionary) => string): Said =>
  (tongue) =>
    of(wordsOf(tongue))

/** A word of the public pages. */
export const publicWord =
  (of: (words: typeof publicZh | typeof publicEn) => string): Said =>
  ({ language }) =>
    of(publicDictionaries[language])

/** @param within the case or the list that the field belongs to, where it is called otherwise there */
export const field =
  (name: string, within?: string): Said =>
  (tongue) =>
    fieldLabel(wordsOf(tongue), tongue.language, name, within)

export const code =
  (value: string): Said =>
  (tongue) =>
    codeLabel(wordsOf(tongue), value)

export const role =
  (name: string): Said =>
  (tongue) =>
    roleLabel(wordsOf(tongue), name)

export const event =
  (type: string): Said =>
  (tongue) =>
    eventLabel(wordsOf(tongue), type)

const procedureOf = (plural: string) => {
  const found = cases.find((one) => one.plural === plural)
  if (found === undefined) throw new Error(`could not find the cases ${plural} in the law`)
  return found
}

/** What a kind of case is called, by its plural. */
export const kind = (plural: string): Said => {
  const { title } = procedureOf(plural)
  return (tongue) => inTongue(tongue, title)
}

export const stage = (plural: string, name: string): Said => {
  const stages: Readonly<Record<string, Words>> = procedureOf(plural).stages
  const found = stages[name]
  if (found === undefined) throw new Error(`could not find the stage ${name} of ${plural}`)
  return (tongue) => inTongue(tongue, found)
}

/** The title of an act, by its full name: `application.submit`. */
export const act = (name: string): Said => {
  const acts: readonly { readonly name: string; readonly title: Words }[] = cases.flatMap((one) => [...one.acts])
  const found = acts.find((one) => one.name === name)
  if (found === undefined) throw new Error(`could not find the act ${name} in the law`)
  return (tongue) => inTongue(tongue, found.title)
}

/** @param zh what the reader of the handbook puts in its place */
export const given =
  (name: string, zh: string, english: string): Said =>
  (tongue) =>
    tongue.given[name] ?? inTongue(tongue, { zh: `〈${zh}〉`, en: `‹${english}›` })
