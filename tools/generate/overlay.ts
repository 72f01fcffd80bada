/** The chapter of docs/regulation.md on the national overlay: its documents, and its rules with the acts that stand under each. */
import { gistOf, type OverlayDocumentId, overlayDocumentIds, overlayDocuments, overlayRuleIds, overlayRules } from '@yunhe/law'
import type { upheldByActs } from '@yunhe/law/upheld'
import { code, table } from './document.ts'

const marks = {
  confirmed: 'confirmed from a published text 已核对公开文本',
  unconfirmed: '**not confirmed 尚未核实**',
  recommended: 'our way to keep it 本系统的落实方式',
} as const

type ByActs = ReturnType<typeof upheldByActs>

export const overlayChapter = (byActs: ByActs): readonly string[] => [
  '## The national overlay 国家规定（叠加规则集）',
  'A second rule set, off until the data authority switches it on from a day by an act on the parameter `nationalOverlay`; an act is judged by it from that day and never before. Where the measures are stricter they stay. A rule whose text was not before us in full says so. 由数据主管部门自某日起启用，启用前办理的事项不适用；本市办法更严的从其规定。',
  ...overlayDocumentIds.flatMap((id) => documentPart(id, byActs)),
]

const documentPart = (id: OverlayDocumentId, byActs: ByActs): readonly string[] => {
  const { name, number, issuedOn, from } = overlayDocuments[id]
  return [
    `<a id="${id}"></a>\n\n### ${id} ${name.en} ${name.zh}`,
    `${number || 'number not known 文号未见'} · issued ${issuedOn} · judges from ${from} at the earliest`,
    table(
      ['rule', 'beside article', 'point', '规则', 'what it asks', 'standing', 'upheld by'],
      overlayRuleIds
        .filter((rule) => overlayRules[rule].document === id)
        .map((rule) => {
          const { article, point, mark } = overlayRules[rule]
          const { zh, en } = gistOf(rule)
          return [rule, String(article), `${point.en} ${point.zh}`, zh, en, marks[mark], (byActs.get(rule) ?? []).map(code).join(', ')]
        }),
    ),
  ]
}
