/** The words of the public pages, zh-CN first; a missing word does not compile. */
import { en } from './words/en.ts'
import { type PublicWords, zhCN } from './words/zh-CN.ts'

export type { PublicWords } from './words/zh-CN.ts'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

export const publicWords: Readonly<Record<Language, PublicWords>> = { 'zh-CN': zhCN, en }

export const inLanguage = (language: Language, words: { readonly zh: string; readonly en: string }): string =>
  language === 'en' ? words.en : words.zh
