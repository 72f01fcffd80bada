/** Which signs no text of a form may hold: those that cannot be seen and those that make a line read otherwise than it is stored. */
import type { z } from 'zod'

/** Half of a pair of code units: such a text has no bytes to hash. */
const broken = /\p{Cs}/u

/** Control characters but tab and line ends. */
const controls = /[^\P{Cc}\t\n\r]/u
/** Marks and overrides of the writing direction, zero-width space and joiner, line and paragraph separators, byte-order mark. */
const unseen = /[\u061C\u200B\u200E\u200F\u2028-\u202E\u2060\u2066-\u2069\uFEFF]/u
const lineEnds = /[\t\n\r]/u

export type TextFault = 'broken' | 'control' | 'unseen'

const messages: Readonly<Record<TextFault, string>> = {
  broken: '含有不完整的字符 / holds half of a character',
  control: '含有控制字符，请删除后重新填写 / holds a control character: remove it',
  unseen: '含有不可见或者改变书写方向的字符，请删除后重新填写 / holds a sign that cannot be seen or turns the writing direction: remove it',
}

export const textFault = (text: string): TextFault | undefined => {
  if (broken.test(text)) return 'broken'
  if (controls.test(text)) return 'control'
  return unseen.test(text) ? 'unseen' : undefined
}

/** Whether it stands on one line, as a title does. */
export const isOneLine = (text: string): boolean => !lineEnds.test(text)

type Path = readonly (string | number)[]

/** Every place of a form whose text, or whose own name, holds such a sign. */
export const textFaultsIn = (value: unknown, path: Path = []): readonly { readonly path: Path; readonly fault: TextFault }[] => {
  if (typeof value === 'string') {
    const fault = textFault(value)
    return fault === undefined ? [] : [{ path, fault }]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const fault = textFault(name)
    // A name of the asker's own making is not repeated in the answer.
    return fault === undefined ? textFaultsIn(inner, [...path, Array.isArray(value) ? Number(name) : name]) : [{ path, fault }]
  })
}

/** The form as it was, and no text of it may hold such a sign: asked of every act at once, so that no field can forget it. */
export const plainTextOnly = <Asked>(asks: z.ZodType<Asked>): z.ZodType<Asked> =>
  asks.superRefine((asked, context) => {
    for (const { path, fault } of textFaultsIn(asked)) context.addIssue({ code: 'custom', path: [...path], message: messages[fault] })
  })
