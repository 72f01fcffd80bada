/** One article on one screen: gist, hard rules, acts, tests and screens. */
import {
  type Article,
  articleNumbers,
  articles,
  chapters,
  gistOf,
  type OverlayRuleId,
  overlayDocumentIds,
  overlayDocuments,
  overlayRuleIds,
  overlayRules,
  type RuleId,
  rulesOf,
} from '@yunhe/law'
import { notUpheldYet, upheldByActs, upheldElsewhere } from '@yunhe/law/upheld'
import { cases } from '../generate/law.ts'
import { testsUnder } from './tests.ts'

/** Undefined where the overlay has no such document: `N1`. */
export const aboutDocument = (id: string): string | undefined => {
  const found = overlayDocumentIds.find((one) => one === id)
  if (found === undefined) return undefined
  const { name, number, from } = overlayDocuments[found]
  const rules = overlayRuleIds.filter((rule) => overlayRules[rule].document === found)
  return [
    `${found} ${name.en}  ${name.zh}   (${number || 'number not known'}, from ${from} at the earliest)`,
    ...section('Rules', rules.flatMap(overlayLines)),
    ...section('Tests', rules.flatMap(testsUnder)),
    ...section('Screens', screensUnder(rules)),
    '',
  ].join('\n')
}

const overlayLines = (id: OverlayRuleId): readonly string[] => {
  const { point, mark, article } = overlayRules[id]
  const { zh, en } = gistOf(id)
  const acts = upheldByActs().get(id) ?? []
  return [`${id}  ${zh}`, `      ${en}`, `      ${point.en}; ${mark}; beside article ${article}`, `      by ${acts.join(', ')}`]
}

/** Undefined where the measures have no such article. */
export const aboutArticle = (number: number): string | undefined => {
  const found = articleNumbers.find((one) => one === number)
  return found === undefined ? undefined : linesOf(articles[found]).join('\n')
}

const linesOf = ({ number, chapter, name, gist, rules, upheldBy }: Article): readonly string[] => {
  const ids: readonly RuleId[] = [...rules, `A${number}`]
  return [
    `Article ${number} ${name.en}  第${number}条 ${name.zh}   (${chapters[chapter].en})`,
    `  ${gist.zh}`,
    `  ${gist.en}`,
    ...section(
      'Upheld by',
      upheldBy.map(({ how, words }) => `${how}: ${words.en}`),
    ),
    ...section('Hard rules', rules.flatMap(ruleLines)),
    ...section(`Acts under the article itself (A${number})`, upheldByActs().get(`A${number}`) ?? []),
    ...section('Tests', ids.flatMap(testsUnder)),
    ...section('Screens', screensUnder(ids)),
    '',
  ]
}

const section = (head: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', head, ...lines.map((line) => `  ${line}`)]

const ruleLines = (id: Article['rules'][number]): readonly string[] => {
  const { zh, en } = gistOf(id)
  const acts = upheldByActs().get(id) ?? []
  const elsewhere = upheldElsewhere[id]
  return [
    `${id}  ${zh}`,
    `      ${en}`,
    ...(acts.length > 0 ? [`      by ${acts.join(', ')}`] : []),
    ...(elsewhere ? [`      by ${elsewhere.where}: ${elsewhere.en}`] : []),
    ...(notUpheldYet().includes(id) ? ['      NOT UPHELD YET 尚未落实'] : []),
  ]
}

/** The cases whose page shows an act under one of these ids. */
const screensUnder = (ids: readonly RuleId[]): readonly string[] =>
  cases
    .filter(({ acts }) => acts.some((act) => rulesOf(act).some((id) => ids.includes(id))))
    .map(({ plural, title }) => `/console/cases/${plural}  ${title.zh} ${title.en}`)
