/** The articles behind a screen, those that rule most of it first: number, name, gist, and every rule that is cited. */
import { articles, gistOf, isHardRuleId, isOverlayRuleId, isRuleId, type RuleId } from '@yunhe/law/articles'
import { overlayRules } from '@yunhe/law/overlay/rules'
import { articleText } from '../../parts/articleNumber.ts'
import { Citation } from '../../parts/Citation.tsx'
import { useSpeech } from '../../words/words.tsx'
import { byArticle } from './byArticle.ts'

/** So many stand open; the others are a click away. */
const open = 3

const Cited = ({ rule }: { readonly rule: RuleId }) => {
  const { say } = useSpeech()
  const gist = isHardRuleId(rule) ? gistOf(rule) : isOverlayRuleId(rule) ? overlayRules[rule].gist : undefined
  if (gist === undefined) return null
  return (
    <li>
      {say(gist)} <Citation rule={rule} />
    </li>
  )
}

export const Behind = ({ rules }: { readonly rules: readonly string[] }) => {
  const { words, say, language } = useSpeech()
  const found = byArticle(rules.filter(isRuleId))
  return (
    <section>
      <h3>{words.guide.articles}</h3>
      {found.map(({ article, rules: cited }, place) => (
        <details key={article} open={place < open}>
          <summary>
            {articleText(language, article)} · {say(articles[article].name)}
          </summary>
          <p>{say(articles[article].gist)}</p>
          <ul>
            {cited.map((rule) => (
              <Cited key={rule} rule={rule} />
            ))}
          </ul>
        </details>
      ))}
      <p>
        <a href={`/articles?lang=${language}`} target="_blank" rel="noreferrer">
          {words.guide.allArticles}
        </a>
      </p>
    </section>
  )
}
