/** What an article and one of its rules ask, in our own words; loaded when somebody wants to know. */
import { articleOf, articles, gistOf, isHardRuleId, isRuleId } from '@yunhe/law/articles'
import { useSpeech } from '../words/words.tsx'
import { articleText } from './articleNumber.ts'

const Gist = ({ rule }: { readonly rule: string }) => {
  const { say, language } = useSpeech()
  if (!isRuleId(rule)) return <span className="code">{rule}</span>
  const article = articles[articleOf(rule)]
  return (
    <div className="gist">
      <strong>
        {articleText(language, article.number)} · {say(article.name)}
      </strong>
      <p>{say(article.gist)}</p>
      {isHardRuleId(rule) ? (
        <p>
          <span className="citation-rule">{rule}</span> {say(gistOf(rule))}
        </p>
      ) : null}
    </div>
  )
}

export default Gist
