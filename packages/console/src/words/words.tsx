/** Gives every part the words of the chosen language, and the ways to show days, money and counts in it. */
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { queryClient } from '../ask/queries.ts'
import { en } from './en.ts'
import { formatBytes, formatCount, formatDay, formatInstant, formatMeasure, formatShare } from './format.ts'
import { codeLabel, eventLabel, factLabel, fieldLabel, roleLabel } from './labels.ts'
import { type Language, rememberedLanguage, rememberLanguage } from './language.ts'
import { type Dictionary, zhCN } from './zh-CN.ts'

const dictionaries: Readonly<Record<Language, Dictionary>> = { 'zh-CN': zhCN, en }

interface Both {
  readonly zh: string
  readonly en: string
}
const bothIn = (language: Language, both: Both) => (language === 'en' ? both.en : both.zh)

const speak = (language: Language) => {
  const words = dictionaries[language]
  return {
    language,
    words,
    /** Words that the server sends in both languages. */
    say: (both: Both) => bothIn(language, both),
    measure: (figure: Both, unit: Both) => formatMeasure(language, bothIn(language, figure), bothIn(language, unit)),
    field: (name: string, within?: string) => fieldLabel(words, language, name, within),
    fact: (name: string) => factLabel(words, language, name),
    code: (value: string) => codeLabel(words, value),
    role: (role: string) => roleLabel(words, role),
    event: (type: string) => eventLabel(words, type),
    day: (day: string) => formatDay(language, day),
    instant: (instant: string) => formatInstant(language, instant),
    count: (count: number) => formatCount(language, count),
    share: (share: number) => formatShare(language, share),
    bytes: (bytes: number) => formatBytes(language, bytes),
  }
}

export type Speech = ReturnType<typeof speak> & { readonly choose: (language: Language) => void }

const SpeechContext = createContext<Speech>({ ...speak('zh-CN'), choose: () => undefined })

/** The language stands on the page before the first question is asked. */
const beginning = (): Language => {
  const language = rememberedLanguage()
  rememberLanguage(language)
  return language
}

/** Titles are said by the platform, so what was asked before is asked again. */
const switchedTo = (language: Language): Language => {
  rememberLanguage(language)
  void queryClient.invalidateQueries()
  return language
}

export const Speaking = ({ children }: { readonly children: ReactNode }) => {
  const [language, setLanguage] = useState(beginning)
  const speech = useMemo(() => ({ ...speak(language), choose: (next: Language) => setLanguage(switchedTo(next)) }), [language])
  return <SpeechContext value={speech}>{children}</SpeechContext>
}

export const useSpeech = () => useContext(SpeechContext)
