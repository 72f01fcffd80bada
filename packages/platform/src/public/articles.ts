/** The measures as this system upholds them: every article with its gist, its hard rules and who sees to each, from the values that run. */
import { articleNumbers, articles, chapters, type HardRuleId, hardRules } from '@yunhe/law'
import { notUpheldYet, upheldByActs, upheldElsewhere } from '@yunhe/law/upheld'
import { type Html, html } from './html.ts'
import { type Reader, table } from './page.ts'
import type { PublicPage } from './parts.ts'
import { inLanguage } from './words.ts'

export interface Coverage {
  readonly articles: number
  readonly rules: number
  readonly byActs: number
  readonly elsewhere: number
  readonly missing: number
}

/** Each hard rule counted once: by the acts that refuse it, else by the place named, else as not upheld. */
export const coverage = (): Coverage => {
  const byActs = upheldByActs()
  const ids = Object.keys(hardRules) as HardRuleId[]
  const missing = notUpheldYet().length
  const refused = ids.filter((id) => byActs.has(id)).length
  return { articles: articleNumbers.length, rules: ids.length, byActs: refused, elsewhere: ids.length - refused - missing, missing }
}

const upholdingOf = (id: HardRuleId, acts: ReadonlyMap<string, readonly string[]>, { words, language }: Reader): Html | string => {
  const named = acts.get(id)?.length ?? 0
  const elsewhere = upheldElsewhere[id]
  if (named > 0) return words.byActs(named)
  return elsewhere === undefined ? html`<strong class="missing">${words.upheldByNothing}</strong>` : inLanguage(language, elsewhere)
}

export const articlesPage: PublicPage = async (_, reader) => {
  const { words, language } = reader
  const acts = upheldByActs()
  const told = articleNumbers.map((number) => {
    const { name, gist, rules, upheldBy, chapter } = articles[number]
    return html`<section id="a${number}"><h2>${words.articleNumber(number)} ${inLanguage(language, name)}</h2>
<p class="help">${inLanguage(language, chapters[chapter])}</p>
<p>${inLanguage(language, gist)}</p>
${
  rules.length > 0 &&
  table(
    [words.rule, words.ruleAsks, words.upheldBy],
    rules.map((id) => [id, inLanguage(language, hardRules[id].gist), upholdingOf(id, acts, reader)]),
    '',
  )
}
<ul>${upheldBy.map((one) => html`<li>${words.upholdingHow[one.how]}${words.colon}${inLanguage(language, one.words)}</li>`)}</ul></section>`
  })
  return {
    title: words.articles,
    body: html`<p class="lead">${words.articlesLead}</p>${told}`,
  }
}
