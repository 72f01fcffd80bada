/** National notice on disclosure: what the implementing institution and the operator make public of each year, by the end of March. */

import { z } from 'zod'
import { kindShape } from '../identifiers/kinds.ts'
import { actsOf, procedure, type Turn } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import type { ClockRule } from '../kernel/clocks.ts'
import { ownedBy, stageIs } from '../kernel/common.ts'
import { type Day, day, monthsAfter } from '../kernel/days.ts'
import { type Rule, rule } from '../kernel/rule.ts'
import { organizationShape } from '../kernel/shapes.ts'
import { bilingual, joined } from '../kernel/title.ts'
import type { Words } from '../kernel/words.ts'
import type { Parameters } from '../parameters.ts'

type Stage = 'none' | 'expected' | 'open' | 'overdue' | 'published'

export const discloserKinds = {
  implementing: { zh: '实施机构', en: 'implementing institution' },
  operator: { zh: '运营机构', en: 'operator' },
} as const satisfies Record<string, Words>
export type DiscloserKind = keyof typeof discloserKinds

/** What the platform's own records say of the year; each part is a list that may be empty. */
export interface DisclosedRecords {
  readonly authorizations: readonly {
    readonly id: string
    readonly operator: string
    readonly operatorName: string
    readonly scenarios: readonly string[]
    readonly from: Day
    readonly until: Day
  }[]
  readonly ceilings: readonly { readonly product: string; readonly name: string; readonly scenario: string; readonly ceilingFen: number }[]
  readonly resources: readonly { readonly item: string; readonly title: string; readonly provider: string }[]
  readonly products: readonly { readonly product: string; readonly name: string; readonly form: string; readonly isPaid: boolean }[]
  readonly prices: readonly { readonly product: string; readonly name: string; readonly unitPriceFen: number; readonly from: Day }[]
}

/** The discloser's own words, part by part: they stand beside what the platform knows, and instead of it where it knows nothing. */
export interface DisclosedWords {
  readonly authorizations: string
  readonly ceilings: string
  readonly resources: string
  readonly products: string
  readonly prices: string
}

export interface Disclosure {
  readonly stage: Stage
  readonly year: number
  readonly organization: string
  readonly kind: DiscloserKind
  readonly about: string
  readonly own: DisclosedWords
  readonly records: DisclosedRecords
  readonly publishedOn: Day | undefined
  readonly isLate: boolean
}

export interface DisclosureFacts {
  readonly records: DisclosedRecords
}

export type DisclosureEvent =
  | { readonly type: 'DisclosureExpected'; readonly year: number; readonly organization: string; readonly discloser: DiscloserKind }
  | { readonly type: 'DisclosureOpened' }
  | { readonly type: 'DisclosureOverdue'; readonly on: Day }
  | {
      readonly type: 'DisclosurePublished'
      readonly about: string
      readonly own: DisclosedWords
      readonly records: DisclosedRecords
      readonly on: Day
      readonly isLate: boolean
    }

const act = actsOf<Disclosure, DisclosureFacts, DisclosureEvent>()
const stage = stageIs<Disclosure, DisclosureFacts, unknown>
type OnCase = Rule<Disclosure, DisclosureFacts, unknown>

/** Last day for the disclosure of a year. */
export const disclosureDue = (year: number, { disclosureMonths }: Parameters): Day => monthsAfter(day(`${year}-12-31`), disclosureMonths)

export const disclosedParts = (kind: DiscloserKind): readonly (keyof DisclosedWords)[] =>
  kind === 'implementing' ? ['authorizations', 'ceilings'] : ['resources', 'products', 'prices']

const yearOver: OnCase = rule(
  'A24',
  'year-not-over',
  { zh: '该年度尚未结束', en: 'the year is not over' },
  ({ state, on }) => Number(on.slice(0, 4)) > state.year,
)

export const expect = act(
  z.object({ year: z.int().min(2024).max(2999), organization: organizationShape, discloser: kindShape(discloserKinds) }),
  {
    name: 'disclosure.expect',
    title: { zh: '提示应当披露', en: 'Note that a disclosure is due' },
    when: [
      onlyBy('A24', 'platform'),
      stage('A24', 'known-already', { zh: '该年度披露已在册', en: 'the disclosure of that year is known' }, 'none'),
    ],
    provided: [],
    records: ({ asked }) => [{ type: 'DisclosureExpected', ...asked }],
  },
)

/** Only while the national notice is followed is anybody asked to disclose; of oneself one always may. */
export const open = act(z.object({}), {
  name: 'disclosure.open',
  title: { zh: '开始年度披露', en: 'Begin the disclosure' },
  when: [
    onlyBy('A24', 'platform'),
    stage('A24', 'not-expected', { zh: '该年度披露已经开始', en: 'the disclosure has begun' }, 'expected'),
    yearOver,
    rule(
      'A1',
      'overlay-off',
      { zh: '国家规定规则集尚未启用', en: 'the national overlay is not in force' },
      ({ parameters }) => parameters.nationalOverlay,
    ),
  ],
  provided: [],
  records: () => [{ type: 'DisclosureOpened' }],
})

export const noteOverdue = act(z.object({}), {
  name: 'disclosure.note-overdue',
  title: { zh: '记录逾期未披露', en: 'Note that nothing was disclosed' },
  when: [
    onlyBy('A24', 'platform'),
    stage('A24', 'not-open', { zh: '没有进行中的年度披露', en: 'no disclosure is under way' }, 'open'),
    rule(
      'A24',
      'not-overdue',
      { zh: '披露期限尚未届满', en: 'the time to disclose is not over' },
      ({ state, on, parameters }) => state.year > 0 && on > disclosureDue(state.year, parameters),
    ),
    // Holds as soon as the overlay judges: it is what the entry stands under.
    rule('N4-3', 'disclosed', { zh: '该年度已经披露', en: 'the year has been disclosed' }, ({ state }) => state.publishedOn === undefined),
  ],
  provided: [],
  records: ({ on }) => [{ type: 'DisclosureOverdue', on }],
})

const partShape = z.string().trim().max(4_000).default('').meta({ format: 'reason' })

const wordsShape = z.object({
  about: partShape,
  authorizations: partShape,
  ceilings: partShape,
  resources: partShape,
  products: partShape,
  prices: partShape,
})
type OwnWords = z.infer<typeof wordsShape>

/** Each part is known from the records or told in words; the institution itself is always told in words. */
const isComplete = (kind: DiscloserKind, asked: OwnWords, records: DisclosedRecords): boolean =>
  asked.about !== '' && disclosedParts(kind).every((part) => records[part].length > 0 || asked[part] !== '')

export const publish = act(wordsShape, {
  name: 'disclosure.publish',
  title: { zh: '公开年度信息', en: 'Publish the disclosure' },
  when: [
    onlyBy('A24', 'data-authority', 'operator'),
    ownedBy(
      'A24',
      'not-your-disclosure',
      { zh: '只能由披露单位办理', en: 'only the institution that discloses may do this' },
      ({ organization }) => organization,
    ),
    stage('A24', 'published-already', { zh: '该年度信息已经公开', en: 'the year has been disclosed' }, 'expected', 'open', 'overdue'),
    yearOver,
  ],
  provided: [
    rule(
      'N4-1',
      'institution-part-missing',
      {
        zh: '实施机构应当披露机构信息、授权情况和上限收费标准；平台没有记录的部分应当自行说明',
        en: 'the implementing institution discloses itself, its authorizations and the ceiling prices; say so in words where the platform has no record',
      },
      ({ asked, state, facts }) => state.kind !== 'implementing' || isComplete('implementing', asked, facts.records),
      'about',
      'authorizations',
      'ceilings',
    ),
    rule(
      'N4-2',
      'operator-part-missing',
      {
        zh: '运营机构应当披露机构信息、获得授权的资源、产品和服务清单及实际价格；平台没有记录的部分应当自行说明',
        en: 'the operator discloses itself, the resources it obtained, its products and the prices it takes; say so in words where the platform has no record',
      },
      ({ asked, state, facts }) => state.kind !== 'operator' || isComplete('operator', asked, facts.records),
      'about',
      'resources',
      'products',
      'prices',
    ),
  ],
  records: ({ asked: { about, ...own }, state, facts, on, parameters }) => [
    { type: 'DisclosurePublished', about, own, records: facts.records, on, isLate: on > disclosureDue(state.year, parameters) },
  ],
})

const nothing: DisclosedRecords = { authorizations: [], ceilings: [], resources: [], products: [], prices: [] }

const start: Disclosure = {
  stage: 'none',
  year: 0,
  organization: '',
  kind: 'operator',
  about: '',
  own: { authorizations: '', ceilings: '', resources: '', products: '', prices: '' },
  records: nothing,
  publishedOn: undefined,
  isLate: false,
}

const evolve = (state: Disclosure, event: DisclosureEvent): Disclosure => {
  switch (event.type) {
    case 'DisclosureExpected':
      return { ...state, stage: 'expected', year: event.year, organization: event.organization, kind: event.discloser }
    case 'DisclosureOpened':
      return { ...state, stage: 'open' }
    case 'DisclosureOverdue':
      return { ...state, stage: 'overdue' }
    case 'DisclosurePublished': {
      const { type: _, on, ...told } = event
      return { ...state, ...told, stage: 'published', publishedOn: on }
    }
  }
}

const roleOf = (kind: DiscloserKind) => (kind === 'implementing' ? 'data-authority' : 'operator')

const turnsOf = ({ stage: at, organization, kind }: Disclosure): readonly Turn[] => {
  if (at !== 'open' && at !== 'overdue') return []
  const theirs = { role: roleOf(kind), organization } as const
  return at === 'overdue' && kind === 'operator' ? [theirs, { role: 'data-authority' }] : [theirs]
}

const clocks: readonly ClockRule<Disclosure, DisclosureFacts>[] = [
  {
    name: 'disclosure-year',
    title: { zh: '披露年度', en: 'year to be disclosed' },
    kind: 'term',
    rule: 'A24',
    ends: { zh: '开始年度披露', en: 'the disclosure begins' },
    act: 'open',
    running: ({ stage: at, year, organization, kind }) =>
      at === 'expected' ? [{ due: day(`${year}-12-31`), whose: [{ role: roleOf(kind), organization }] }] : [],
  },
  {
    name: 'disclosure',
    title: { zh: '年度信息披露', en: 'disclosure of a year' },
    kind: 'task',
    rule: 'N4-3',
    ends: { zh: '记录逾期，公开页面标红', en: 'it is noted, and the public page shows it in red' },
    act: 'note-overdue',
    remind: 'renewalRemindDays',
    running: ({ stage: at, year, organization, kind }, on) =>
      at === 'open'
        ? [
            {
              start: day(`${year}-12-31`),
              due: disclosureDue(year, on(day(`${year}-12-31`))),
              whose: [{ role: roleOf(kind), organization }, { role: 'data-authority' }],
            },
          ]
        : [],
  },
]

export const disclosures = procedure<Disclosure, DisclosureFacts, DisclosureEvent>({
  name: 'disclosure',
  plural: 'disclosures',
  title: { zh: '年度信息披露', en: 'Yearly disclosure' },
  start,
  evolve,
  acts: [expect, open, publish, noteOverdue],
  stages: {
    none: { zh: '未在册', en: 'not known' },
    expected: { zh: '年度未结束', en: 'year under way' },
    open: { zh: '待披露', en: 'to be disclosed' },
    overdue: { zh: '逾期未披露', en: 'overdue' },
    published: { zh: '已公开', en: 'published' },
  },
  stageOf: ({ stage: at }) => at,
  titleOf: ({ year, kind }) => (year === 0 ? '' : joined(String(year), bilingual(discloserKinds[kind]))),
  concerns: ({ organization }) => ({
    organizations: organization === '' ? [] : [organization],
    roles: ['data-authority', 'audit-admin', 'public'],
  }),
  turns: (state) => turnsOf(state),
  clocks,
  keysOf: ({ organization, year }) => [`organization:${organization}`, `year:${year}`],
  personal: false,
})
