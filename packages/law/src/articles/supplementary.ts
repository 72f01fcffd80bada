/** Chapter 7, articles 32 and 33: entry into force and interpretation. */
import { type ArticleText, by, words } from './article.ts'

export const supplementary = {
  32: {
    name: words('施行日期', 'Entry into force'),
    gist: words('自2024年3月1日起施行。', 'In force from 1 March 2024; earlier acts are not judged by it.'),
    rules: {},
    upheldBy: [by('rule', '规则集自施行日起适用，不溯及以前的行为', 'the rule set applies from that day and never before it')],
  },
  33: {
    name: words('解释机关', 'Interpretation'),
    gist: words('条文含义由市大数据管理局解释。', 'The Wuxi big data administration interprets the measures.'),
    rules: {},
    upheldBy: [
      by('record', '解释意见注明日期并附于相应条款', 'interpretations are dated notes attached to their article'),
      by('person', '无锡市大数据管理局', 'the Wuxi big data administration'),
    ],
  },
} as const satisfies Record<number, ArticleText>
