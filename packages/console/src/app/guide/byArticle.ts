/** Rules by their articles: the article that is cited most stands first. */
import { type ArticleNumber, articleOf, type RuleId } from '@yunhe/law/articles'

export interface Cited {
  readonly article: ArticleNumber
  readonly rules: readonly RuleId[]
}

/** @param rules as often as they are cited; article 4 stands behind every act of a public body, so it comes last */
export const byArticle = (rules: readonly RuleId[]): readonly Cited[] => {
  const numbers = [...new Set(rules.map(articleOf))]
  const weight = (article: ArticleNumber) => (article === 4 ? 0 : rules.filter((rule) => articleOf(rule) === article).length)
  return numbers
    .toSorted((one, other) => weight(other) - weight(one) || one - other)
    .map((article) => ({ article, rules: [...new Set(rules)].filter((rule) => articleOf(rule) === article).toSorted() }))
}
