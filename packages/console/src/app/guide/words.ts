/** The words of the help: loaded with it, since most visits need none of them. */

import { kinds as kindsInEnglish } from '../../words/en/guide/kinds.ts'
import { screens as screensInEnglish } from '../../words/en/guide/screens.ts'
import type { Language } from '../../words/language.ts'
import { kinds } from '../../words/zh-CN/guide/kinds.ts'
import { screens } from '../../words/zh-CN/guide/screens.ts'
import type { Screen } from './places.ts'

export interface ScreenHelp {
  /** What the screen is for. */
  readonly what: string
  /** What one can do here. */
  readonly can: readonly string[]
  /** What happens next. */
  readonly next: string
  /** Keys that do something here and nowhere else. */
  readonly keys?: readonly (readonly [key: string, does: string])[]
}

export interface KindText {
  /** What a case of this kind is for. */
  readonly what: string
  /** How it goes on, from the first act to the last. */
  readonly next: string
}

export interface GuideWords {
  readonly screens: Readonly<Record<Screen, ScreenHelp>>
  readonly kinds: Readonly<Record<string, KindText>>
}

export const guideWords: Readonly<Record<Language, GuideWords>> = {
  'zh-CN': { screens, kinds },
  en: { screens: screensInEnglish, kinds: kindsInEnglish },
}
