/** The words of the help: loaded with it, since most visits need none of them. */

import { kinds as kindsInEnglish } from '../../words/en/guide/kinds.ts'
import { screens as screensInEnglish } from '../../words/en/guide/screens.ts'
import type { Language } from '../../words/language.ts'
import { kinds } from '../../words/zh-CN/guide/kinds.ts'
import { screens } from '../../words/zh-CN/guide/screens.ts'
import type { Screen } from './places.ts'
import type { KindText, ScreenHelp } from './texts.ts'

export interface GuideWords {
  readonly screens: Readonly<Record<Screen, ScreenHelp>>
  readonly kinds: Readonly<Record<string, KindText>>
}

export const guideWords: Readonly<Record<Language, GuideWords>> = {
  'zh-CN': { screens, kinds },
  en: { screens: screensInEnglish, kinds: kindsInEnglish },
}
