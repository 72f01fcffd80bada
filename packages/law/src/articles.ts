/** The 33 articles of the measures as a table, and the ids under which every rule of this system stands. */
import { admission } from './articles/admission.ts'
import type { ArticleText, Upholding } from './articles/article.ts'
import { circulation } from './articles/circulation.ts'
import { conduct } from './articles/conduct.ts'
import { duties } from './articles/duties.ts'
import { general } from './articles/general.ts'
import { supervision } from './articles/supervision.ts'
import { supplementary } from './articles/supplementary.ts'
import type { Words } from './kernel/words.ts'
import { type OverlayRuleId, overlayRules } from './overlay/rules.ts'

export type { Upholding, UpholdingHow } from './articles/article.ts'
export type { Words } from './kernel/words.ts'

export const chapters = {
  general: { zh: '总则', en: 'General provisions' },
  duties: { zh: '职责分工', en: 'Duties' },
  admission: { zh: '运营单位的确定与退出', en: 'Admission and exit of operators' },
  conduct: { zh: '运营单位权利与行为规范', en: 'Rights and conduct of operators' },
  circulation: { zh: '数据运营与产品流通', en: 'Operation and circulation of products' },
  supervision: { zh: '运营安全与监督管理', en: 'Security and supervision' },
  supplementary: { zh: '附则', en: 'Supplementary provisions' },
} as const satisfies Record<string, Words>
export type Chapter = keyof typeof chapters

const articlesByChapter = { general, duties, admission, conduct, circulation, supervision, supplementary } as const satisfies Record<
  Chapter,
  Record<number, ArticleText>
>

type Texts = typeof general &
  typeof duties &
  typeof admission &
  typeof conduct &
  typeof circulation &
  typeof supervision &
  typeof supplementary

export type ArticleNumber = keyof Texts
/** A hard rule of regulation.md: `W10-3` is the third of article 10. */
export type HardRuleId = { [Number in ArticleNumber]: keyof Texts[Number]['rules'] }[ArticleNumber]
/** The article itself: whose duty a thing is, or the order of steps, where no rule has a number. */
export type ArticleId = `A${ArticleNumber}`
/** `N1-5` is the fifth of the first national document: it is judged by only while the overlay is in force. */
export type RuleId = HardRuleId | ArticleId | OverlayRuleId

export interface Article {
  readonly number: ArticleNumber
  readonly chapter: Chapter
  readonly name: Words
  /** In our own words; the text of the measures is elsewhere. */
  readonly gist: Words
  readonly rules: readonly HardRuleId[]
  readonly upheldBy: readonly Upholding[]
}

export interface HardRule {
  readonly article: ArticleNumber
  readonly gist: Words
}

const articleEntries: readonly (readonly [ArticleNumber, Chapter, ArticleText])[] = Object.entries(articlesByChapter).flatMap(
  ([chapter, texts]) =>
    Object.entries(texts).map(([number, text]): readonly [ArticleNumber, Chapter, ArticleText] => [
      Number(number) as ArticleNumber,
      chapter as Chapter,
      text,
    ]),
)

export const articles = Object.fromEntries(
  articleEntries.map(([number, chapter, { rules, ...text }]): [ArticleNumber, Article] => [
    number,
    { number, chapter, ...text, rules: Object.keys(rules) as HardRuleId[] },
  ]),
) as Readonly<Record<ArticleNumber, Article>>

/** Every rule the software must uphold by itself, in the order of the articles. */
export const hardRules = Object.fromEntries(
  articleEntries.flatMap(([article, , { rules }]) =>
    Object.entries(rules).map(([id, gist]): [string, HardRule] => [id, { article, gist }]),
  ),
) as Readonly<Record<HardRuleId, HardRule>>

export const hardRuleIds = Object.keys(hardRules) as readonly HardRuleId[]

export const articleNumbers = Object.values(articles).map(({ number }) => number)

export const isHardRuleId = (id: string): id is HardRuleId => Object.hasOwn(hardRules, id)

export const isOverlayRuleId = (id: string): id is OverlayRuleId => Object.hasOwn(overlayRules, id)

const isArticleId = (id: string): id is ArticleId => /^A[1-9]\d?$/.test(id) && Object.hasOwn(articles, id.slice(1))

export const isRuleId = (id: string): id is RuleId => isHardRuleId(id) || isArticleId(id) || isOverlayRuleId(id)

/** The article a rule stands under; for a rule of the overlay the article of the measures beside which it stands. */
export const articleOf = (id: RuleId): ArticleNumber => {
  if (isHardRuleId(id)) return hardRules[id].article
  return isOverlayRuleId(id) ? overlayRules[id].article : (Number(id.slice(1)) as ArticleNumber)
}

/** What a rule asks, in one sentence of each language; for an article id, what the article asks. */
export const gistOf = (id: RuleId): Words => {
  if (isHardRuleId(id)) return hardRules[id].gist
  return isOverlayRuleId(id) ? overlayRules[id].gist : articles[articleOf(id)].gist
}
