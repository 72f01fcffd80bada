/** The help on the present screen: what it is for, what one can do, what comes next, the articles behind it, and the keys. */
import { useSpeech } from '../../words/words.tsx'
import { Behind } from './Behind.tsx'
import { KindGuide, KindIntroduced } from './KindGuide.tsx'
import { rulesByScreen, useStandpoint } from './places.ts'
import { TourAgain } from './TourAgain.tsx'
import type { ScreenHelp } from './texts.ts'
import { guideWords } from './words.ts'

const Keys = ({ keys = [] }: Pick<ScreenHelp, 'keys'>) => {
  const { words } = useSpeech()
  return (
    <section>
      <h3>{words.guide.keys}</h3>
      <dl className="guide-keys">
        {[...words.guide.everywhere, ...keys].map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

export const GuideText = () => {
  const { words, language } = useSpeech()
  const { screen, plural, id } = useStandpoint()
  const help = screen === undefined ? undefined : guideWords[language].screens[screen]
  if (screen === undefined || help === undefined) return <p>{words.problems.notFound.way}</p>
  return (
    <div className="guide-text">
      <p>{help.what}</p>
      {plural === undefined ? null : <KindIntroduced plural={plural} />}
      <section>
        <h3>{words.guide.can}</h3>
        <ul>
          {help.can.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{words.guide.next}</h3>
        <p>{help.next}</p>
      </section>
      {plural === undefined ? null : <KindGuide plural={plural} id={id} />}
      {rulesByScreen[screen].length === 0 ? null : <Behind rules={rulesByScreen[screen]} />}
      <Keys {...(help.keys === undefined ? {} : { keys: help.keys })} />
      <TourAgain />
    </div>
  )
}
