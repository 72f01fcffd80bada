/**
 * The line that names a case to a person. What it borrows from another case stands in it as a mark, and so does what is said
 * differently in the two languages: a renamed organization is called by its new name everywhere, and each reader reads their own
 * language. The marks begin and end with signs that no text of a form may hold, so nobody can write one.
 */
import type { Words } from './words.ts'

const [begin, between, end] = ['\u0002', '\u0001', '\u0003']

/** The title of another case; of an organization, its name. Empty where none is known yet. */
export const titleOfCase = (procedure: string, id: string): string => (id === '' ? '' : `${begin}${procedure}/${id}${end}`)

/** The name that a call gave a scenario. */
export const nameOfScenario = (id: string): string => titleOfCase('scenario', id)

export const bilingual = ({ zh, en }: Words): string => `${begin}${zh}${between}${en}${end}`

/** Several of one kind, as each language lists them. */
export const listed = (parts: readonly string[]): string => parts.filter(Boolean).join(bilingual({ zh: '、', en: ', ' }))

/** What a title says first, then second; what is not known yet is left out. */
export const joined = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(' · ')

export interface CaseMark {
  /** `scenario` where it is no case but a part of a call. */
  readonly procedure: string
  readonly id: string
}

const marks = new RegExp(`${begin}([^${end}]*)${end}`, 'g')
const inside = (mark: string): CaseMark | Words => {
  const [zh = '', en] = mark.split(between)
  return en === undefined ? { procedure: mark.slice(0, mark.indexOf('/')), id: mark.slice(mark.indexOf('/') + 1) } : { zh, en }
}

export const hasMarks = (text: string): boolean => text.includes(begin)

/** The cases that a title names. */
export const casesIn = (title: string): readonly CaseMark[] =>
  [...title.matchAll(marks)].map(([, mark = '']) => inside(mark)).filter((one) => 'procedure' in one)

/** The title as it is read in one language. */
export const titleIn = (language: keyof Words, title: string, named: (mark: CaseMark) => string): string =>
  title.replace(marks, (_, mark: string) => {
    const one = inside(mark)
    return 'procedure' in one ? named(one) : one[language]
  })
