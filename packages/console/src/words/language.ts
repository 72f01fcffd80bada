/** The two languages of the console, and which one the reader chose last. */
export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]
export const legalZone = 'Asia/Shanghai'

const key = 'yunhe.language'
const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value)

export const rememberedLanguage = (): Language => {
  try {
    const remembered = localStorage.getItem(key)
    return isLanguage(remembered) ? remembered : 'zh-CN'
  } catch {
    return 'zh-CN'
  }
}

/** A browser that keeps nothing still switches; it only forgets. */
export const rememberLanguage = (language: Language) => {
  document.documentElement.lang = language
  try {
    localStorage.setItem(key, language)
  } catch {
    return
  }
}
