/** Switches between the two languages; each is named in itself. */
import { languages } from '../words/language.ts'
import { useSpeech } from '../words/words.tsx'

export const LanguageSwitch = () => {
  const { words, language, choose } = useSpeech()
  return (
    <fieldset className="languages">
      <legend className="unseen">{words.app.language}</legend>
      {languages.map((one) => (
        <button key={one} type="button" lang={one} aria-pressed={one === language} onClick={() => choose(one)}>
          {words.app.languageNames[one]}
        </button>
      ))}
    </fieldset>
  )
}
