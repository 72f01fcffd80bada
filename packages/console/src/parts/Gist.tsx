/** What an article and one of its rules ask, in our own words, and how it was interpreted; loaded when somebody wants to know. */
import { useQuery } from '@tanstack/react-query'
import { articleOf, articles, gistOf, isHardRuleId, isOverlayRuleId, isRuleId } from '@yunhe/law/articles'
import { overlayDocuments } from '@yunhe/law/overlay/documents'
import { type OverlayRuleId, overlayRules } from '@yunhe/law/overlay/rules'
import { answerTo } from '../ask/queries.ts'
import { useSpeech } from '../words/words.tsx'
import { articleText } from './articleNumber.ts'

/** A national rule with its document, the point it is taken from, and whether our text of it is confirmed. */
const National = ({ rule }: { readonly rule: OverlayRuleId }) => {
  const { say, words } = useSpeech()
  const { document, point, gist, mark } = overlayRules[rule]
  const { name, number } = overlayDocuments[document]
  return (
    <>
      <p>
        {say(name)} <span className="code">{number || words.law.ruleSets.noNumber}</span>
      </p>
      <p>
        <span className="citation-rule">{rule}</span> {say(point)}：{say(gist)}
      </p>
      <p className="quiet">{words.law.ruleSets.marks[mark]}</p>
    </>
  )
}

/** Article 33: what stands on this rule, and on its article. */
const Interpreted = ({ rule, article }: { readonly rule: string; readonly article: string }) => {
  const { say, day } = useSpeech()
  const found = useQuery({ ...answerTo('interpretations'), staleTime: 60_000 }).data ?? []
  return found
    .filter(({ about }) => about === rule || about === article)
    .map(({ id, document, text, from }) => (
      <p key={id}>
        <strong>{document}</strong> <span className="quiet">{day(from)}</span> {say(text)}
      </p>
    ))
}

const Gist = ({ rule }: { readonly rule: string }) => {
  const { say, language } = useSpeech()
  if (!isRuleId(rule)) return <span className="code">{rule}</span>
  const article = articles[articleOf(rule)]
  return (
    <div className="gist">
      <strong>
        {articleText(language, article.number)} · {say(article.name)}
      </strong>
      {isOverlayRuleId(rule) ? <National rule={rule} /> : <p>{say(article.gist)}</p>}
      {isHardRuleId(rule) ? (
        <p>
          <span className="citation-rule">{rule}</span> {say(gistOf(rule))}
        </p>
      ) : null}
      <Interpreted rule={rule} article={`A${article.number}`} />
    </div>
  )
}

export default Gist
