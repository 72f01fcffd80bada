/** The columns of an exported list, in the words of its reader. */
import type { Words } from '@yunhe/law'
import { regionNameOf } from '@yunhe/law/identifiers/region'
import type { CaseRow, ListColumn } from '../contract/index.ts'

export type Language = keyof Words

/** What stands in a cell: text, a day, or an instant; a workbook keeps the last two as dates. */
export type Cell = { readonly is: 'text' | 'day' | 'instant'; readonly value: string }

interface Column {
  readonly head: Words
  /** Characters that fit. */
  readonly width: number
  readonly cell: (row: CaseRow, language: Language) => Cell
}

const text = (value: string): Cell => ({ is: 'text', value })
const yes: Words = { zh: '是', en: 'yes' }
const no: Words = { zh: '否', en: 'no' }

export const columns: Readonly<Record<ListColumn, Column>> = {
  title: { head: { zh: '名称', en: 'Title' }, width: 48, cell: ({ title }) => text(title) },
  id: { head: { zh: '编号', en: 'Number' }, width: 20, cell: ({ id }) => text(id) },
  stage: { head: { zh: '环节', en: 'Stage' }, width: 18, cell: ({ stageWords }, language) => text(stageWords[language]) },
  organization: {
    head: { zh: '单位', en: 'Organization' },
    width: 36,
    cell: ({ organizationName, organization }) => text(organizationName ?? organization ?? ''),
  },
  region: {
    head: { zh: '所属区域', en: 'Region' },
    width: 16,
    cell: ({ region }, language) => text(regionNameOf(region)?.[language] ?? region),
  },
  due: { head: { zh: '期限', en: 'Due' }, width: 12, cell: ({ due }) => ({ is: 'day', value: due ?? '' }) },
  yours: { head: { zh: '轮到我办理', en: 'Your turn' }, width: 12, cell: ({ yours }, language) => text((yours ? yes : no)[language]) },
  updatedAt: {
    head: { zh: '最近变动（北京时间）', en: 'Last change (Beijing time)' },
    width: 22,
    cell: ({ updatedAt }) => ({ is: 'instant', value: updatedAt }),
  },
}
