/** docs/regulation.md: the 33 articles, their hard rules, who upholds each, the acts that cite it, and the numbers the law leaves open. */
import {
  type Article,
  type ArticleNumber,
  articleNumbers,
  articles,
  chapters,
  gistOf,
  type HardRuleId,
  hardRuleIds,
  parameters,
  type RuleId,
  standings,
  units,
  valueText,
} from '@yunhe/law'
import { notUpheldYet, upheldByActs, upheldElsewhere } from '@yunhe/law/upheld'
import { code, type Document, list, page, table } from './document.ts'
import { overlayChapter } from './overlay.ts'

const hows = {
  rule: 'the software refuses 系统把关',
  record: 'proof is kept 留痕',
  reminder: 'a clock is watched 提醒',
  report: 'others are told 报告',
  person: 'people judge 人工判断',
} as const

export const regulation = (): Document => {
  const byActs = upheldByActs()
  const missing = notUpheldYet()
  return page(
    'docs/regulation.md',
    'The measures, article by article 逐条落实',
    'What each of the 33 articles of the *Measures of Wuxi for the Administration of Authorized Operation of Public Data (Trial)* asks, in our own words; the hard rules that the software upholds by itself, under the ids that stand in every refusal, entry and test; and who upholds the rest.',
    `${hardRuleIds.length - missing.length} of ${hardRuleIds.length} hard rules are upheld. ${hardRuleIds.length}条硬性规则中已落实${hardRuleIds.length - missing.length}条。`,
    ...articleNumbers.map((number) => articlePart(articles[number], byActs)),
    ...overlayChapter(byActs),
    '## Not upheld yet 尚未落实',
    missing.length === 0
      ? 'Every hard rule is upheld.'
      : 'Said openly, and held against the acts by a test. 如实列明，由测试与各事项逐一核对。',
    table(
      ['rule', '规则', 'what it asks'],
      missing.map((id) => [id, gistOf(id).zh, gistOf(id).en]),
    ),
    '## Numbers 数值',
    'Every number that the measures leave open or that may change, by date, with its source and how far it may be trusted. A value that is not confirmed is never shown as a fact.',
    table(['number', 'article', '含义', 'meaning', 'value', 'from', 'standing', 'source'], numberRows()),
  )
}

type ByActs = ReturnType<typeof upheldByActs>

const articlePart = ({ number, chapter, name, gist, rules, upheldBy }: Article, byActs: ByActs): string =>
  [
    `<a id="article-${number}"></a>\n\n## Article ${number} ${name.en} 第${number}条 ${name.zh}`,
    `*${chapters[chapter].en} ${chapters[chapter].zh}*`,
    gist.zh,
    gist.en,
    list(upheldBy.map(({ how, words }) => `**${hows[how]}**: ${words.en}。${words.zh}`.replace('。', '. '))),
    table(
      ['rule', '规则', 'what it asks', 'upheld by'],
      rules.map((id) => [id, gistOf(id).zh, gistOf(id).en, holdersOf(id, byActs)]),
    ),
    citedBare(number, byActs),
  ]
    .filter((part) => part !== '')
    .join('\n\n')

const holdersOf = (id: HardRuleId, byActs: ByActs): string => {
  const elsewhere = upheldElsewhere[id]
  const holders = [...(byActs.get(id) ?? []).map(code), ...(elsewhere ? [`${elsewhere.en} (${code(elsewhere.where)})`] : [])]
  return holders.length > 0 ? holders.join(', ') : '**not yet**'
}

const citedBare = (number: ArticleNumber, byActs: ByActs): string => {
  const acts = byActs.get(`A${number}` satisfies RuleId) ?? []
  return acts.length === 0 ? '' : `Acts under the article itself (A${number}): ${acts.map(code).join(', ')}`
}

/** One of a thing stands without its s. */
const measure = (figure: string, unit: string): string => `${figure} ${figure === '1' ? unit.replace(/s$/, '') : unit}`.trim()

const numberRows = (): readonly (readonly string[])[] =>
  Object.entries(parameters).flatMap(([name, { article, unit, words, values }]) =>
    values.map(({ from, value, standing, source }) => [
      code(name),
      String(article),
      words.zh,
      words.en,
      measure(valueText(value).en, units[unit].en),
      from,
      `${standings[standing].en} ${standings[standing].zh}`,
      source.en || '—',
    ]),
  )
