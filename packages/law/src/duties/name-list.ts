/** Article 7: lists of dishonest judgment debtors and of major tax cases, imported as their issuers give them out; each import stays as it came. */

import { z } from 'zod'
import { kindShape, type ListKind, listKinds } from '../identifiers/kinds.ts'
import { actsOf, procedure } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import { stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { rule } from '../kernel/rule.ts'
import { dayShape, reasonShape, referenceTo, titleShape } from '../kernel/shapes.ts'
import { bilingual } from '../kernel/title.ts'

type Stage = 'none' | 'current' | 'superseded' | 'withdrawn'

export interface NameList {
  readonly stage: Stage
  readonly list: ListKind
  readonly source: string
  readonly issuedOn: Day
  /** SHA-256 of the file as it came, hex. */
  readonly sha256: string
  readonly rows: number
  /** Rows that name an organization by its code. */
  readonly organizations: number
  /** Rows that name nobody the platform could tell: mostly natural persons. */
  readonly unread: number
}

export interface NameListFacts {
  /** What the file that is handed in says; nothing while the form is empty. */
  readonly file: {
    readonly sha256: string
    readonly rows: number
    readonly organizations: number
    readonly unread: number
    readonly isReadable: boolean
  }
  /** Whether the very same file was imported as this list before. */
  readonly importedBefore: boolean
}

export type NameListEvent =
  | ({
      readonly type: 'NameListImported'
      readonly form: 'csv' | 'json'
      /** The file itself: what the hash can be held against. */
      readonly content: string
    } & Omit<NameList, 'stage'>)
  | { readonly type: 'NameListSuperseded'; readonly newer: string }
  | { readonly type: 'NameListWithdrawn'; readonly reason: string }

const act = actsOf<NameList, NameListFacts, NameListEvent>()

const isCurrent = stageIs<NameList, NameListFacts, unknown>(
  'A7',
  'list-not-current',
  { zh: '该名单未导入，或者已被替代、撤下', en: 'the list is not imported, or has been superseded or withdrawn' },
  'current',
)

/** A longer list is what a source that is asked for one code at a time is for. */
const mostCharacters = 600_000

export const importList = act(
  z.object({
    list: kindShape(listKinds),
    source: titleShape,
    issuedOn: dayShape,
    form: z.enum(['csv', 'json']),
    content: z.string().min(1).max(mostCharacters).meta({ format: 'document' }),
  }),
  {
    name: 'name-list.import',
    title: { zh: '导入名单', en: 'Import a list' },
    when: [
      onlyBy('A7', 'data-authority'),
      stageIs('A7', 'list-imported-already', { zh: '该名单已经导入', en: 'the list has been imported already' }, 'none'),
    ],
    provided: [
      rule(
        'A7',
        'list-unreadable',
        {
          zh: '无法读取名单：CSV 应有“统一社会信用代码”或者 uscc 列，JSON 应为含 uscc 的数组，且至少有一家单位',
          en: 'the list cannot be read: a CSV needs a column uscc, a JSON file an array of objects with uscc, and one organization at least',
        },
        ({ facts: { file } }) => file.isReadable && file.organizations > 0,
        'content',
      ),
      rule(
        'A7',
        'list-from-the-future',
        { zh: '名单发布日期不得晚于今日', en: 'a list cannot be issued after today' },
        ({ asked, on }) => asked.issuedOn <= on,
        'issuedOn',
      ),
      rule(
        'A7',
        'list-imported-before',
        { zh: '同一文件此前已经导入', en: 'this very file has been imported before' },
        ({ facts }) => !facts.importedBefore,
        'content',
      ),
    ],
    records: ({ asked, facts: { file } }) => [
      {
        type: 'NameListImported',
        ...asked,
        sha256: file.sha256,
        rows: file.rows,
        organizations: file.organizations,
        unread: file.unread,
      },
    ],
  },
)

/** Done by the platform as a newer list of the kind comes. */
export const supersede = act(z.object({ newer: referenceTo('name-lists') }), {
  name: 'name-list.supersede',
  title: { zh: '以新名单替代', en: 'Let a newer list take its place' },
  when: [onlyBy('A7', 'platform'), isCurrent],
  provided: [],
  records: ({ asked }) => [{ type: 'NameListSuperseded', ...asked }],
})

export const withdrawList = act(z.object({ reason: reasonShape }), {
  name: 'name-list.withdraw',
  title: { zh: '撤下误导入的名单', en: 'Withdraw a list imported by mistake' },
  when: [onlyBy('A7', 'data-authority'), isCurrent],
  provided: [],
  records: ({ asked }) => [{ type: 'NameListWithdrawn', ...asked }],
})

/** Under this key the lists of a kind that count today are found. */
export const listKey = (list: ListKind): string => `name-list:${list}`

const start: NameList = {
  stage: 'none',
  list: 'dishonest-executee',
  source: '',
  issuedOn: '' as Day,
  sha256: '',
  rows: 0,
  organizations: 0,
  unread: 0,
}

const evolve = (state: NameList, event: NameListEvent): NameList => {
  switch (event.type) {
    case 'NameListImported': {
      const { type: _, content: __, form: ___, ...imported } = event
      return { ...state, stage: 'current', ...imported }
    }
    case 'NameListSuperseded':
      return { ...state, stage: 'superseded' }
    case 'NameListWithdrawn':
      return { ...state, stage: 'withdrawn' }
  }
}

export const nameLists = procedure<NameList, NameListFacts, NameListEvent>({
  name: 'name-list',
  plural: 'name-lists',
  title: { zh: '核验名单', en: 'List to check against' },
  start,
  evolve,
  acts: [importList, supersede, withdrawList],
  stages: {
    none: { zh: '未导入', en: 'not imported' },
    current: { zh: '使用中', en: 'in use' },
    superseded: { zh: '已被新名单替代', en: 'superseded' },
    withdrawn: { zh: '已撤下', en: 'withdrawn' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ list, issuedOn, organizations }) =>
    `${bilingual(listKinds[list])} ${issuedOn}${bilingual({ zh: `（${organizations}家）`, en: ` (${organizations} organizations)` })}`,
  concerns: () => ({ organizations: [], roles: ['data-authority', 'audit-admin'] }),
  turns: () => [],
  keysOf: ({ stage, list, sha256 }) => [`list-file:${sha256}`, ...(stage === 'current' ? [listKey(list)] : [])],
  // Lists name natural persons too.
  personal: true,
})
