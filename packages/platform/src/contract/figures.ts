/** Article 24: every figure of the operation dashboards as a value: what it counts, in which unit, from what, and who may see it. */
import { type ArticleNumber, cases, grantableRoles, type Role, type Words } from '@yunhe/law'

/** What a figure's parts are told apart by. */
export type By = 'stage' | 'region' | 'scenario' | 'agency' | 'party' | 'operator' | 'role'

export const partings: Readonly<Record<By, Words>> = {
  stage: { zh: '按环节', en: 'by stage' },
  region: { zh: '按行政区域', en: 'by region' },
  scenario: { zh: '按应用场景', en: 'by scenario' },
  agency: { zh: '按数源单位', en: 'by source agency' },
  party: { zh: '按分配方', en: 'by party' },
  operator: { zh: '按运营单位', en: 'by operator' },
  role: { zh: '按应办单位', en: 'by who must act' },
}

/** Money is whole fen; a share is in hundredths of a per cent. */
export const figureUnits = {
  cases: { zh: '件', en: 'cases' },
  calls: { zh: '次', en: 'calls' },
  organizations: { zh: '家', en: 'organizations' },
  products: { zh: '个', en: 'products' },
  clocks: { zh: '项', en: 'tasks' },
  jobs: { zh: '个', en: 'jobs' },
  seconds: { zh: '秒', en: 'seconds' },
  bytes: { zh: '字节', en: 'bytes' },
  fen: { zh: '分（以元显示）', en: 'fen (shown in yuan)' },
  share: { zh: '万分之一（以百分比显示）', en: 'hundredths of a per cent (shown as per cent)' },
} as const satisfies Record<string, Words>
export type FigureUnit = keyof typeof figureUnits

export const measures = {
  standing: { zh: '截至时点的存量', en: 'what stands at the moment it is as of' },
  flow: { zh: '所选月份内的累计', en: 'the sum over the months that are shown' },
  level: { zh: '每月末的存量', en: "what stood at each month's end" },
  distinct: { zh: '所选月份内去重后的家数', en: 'how many different ones within the months that are shown' },
  greatest: { zh: '截至时点的最大值', en: 'the greatest at the moment it is as of' },
} as const satisfies Record<string, Words>
export type Measure = keyof typeof measures

type Procedure = (typeof cases)[number]['name']

/** Where a figure is computed from. */
export type Source =
  | { readonly from: 'cases'; readonly procedure: Procedure; readonly stages?: readonly string[] }
  | { readonly from: 'terms' }
  | { readonly from: 'calls'; readonly outcome: 'served' | 'refused' }
  | { readonly from: 'bills'; readonly what: 'billed' | 'received' }
  | { readonly from: 'shares' }
  | { readonly from: 'agencies'; readonly what: 'requests' | 'products' | 'calls' }
  | { readonly from: 'clocks'; readonly when: 'late' | 'soon' }
  | { readonly from: 'usage'; readonly of: 'jobs' | 'cpuSeconds' | 'readBytes' }
  | { readonly from: 'risk' }

/** To whoever is not signed in: each of its cases is published anyway; protected as outputs of the zone are; not at all. */
export const opennesses = {
  published: { zh: '所计事项依法公开，数值如实显示', en: 'what it counts is published case by case: shown as it is' },
  protected: { zh: '按结果输出规则隐去小单元后公开', en: 'shown after the rules of outputs have taken small cells out' },
  closed: { zh: '不公开', en: 'not shown to the public' },
} as const satisfies Record<string, Words>
export type Openness = keyof typeof opennesses

export interface Figure {
  readonly article: ArticleNumber
  readonly title: Words
  readonly definition: Words
  readonly unit: FigureUnit
  readonly measure: Measure
  readonly by: readonly By[]
  /** What its months tell; absent where nothing tells the past. */
  readonly series?: Words
  readonly source: Source
  /** Signed-in roles that may see it, each cut to what its lists show. */
  readonly shownTo: readonly Role[]
  readonly openness: Openness
}

/** Who follows the whole of a matter. */
const watching: readonly Role[] = ['data-authority', 'district-authority', 'finance', 'security-authority', 'audit-admin']
const operating: readonly Role[] = ['operator', 'operator-security', 'operator-analyst']

const titleOf = (procedure: Procedure): Words => cases.find(({ name }) => name === procedure)?.title ?? { zh: procedure, en: procedure }

interface Counted {
  readonly article: ArticleNumber
  readonly series: Words
  readonly openness?: Openness
}

/** Cases of one kind, by the stage each stands in. */
const casesOf = (procedure: Procedure, { article, series, openness = 'closed' }: Counted): Figure => {
  const { zh, en } = titleOf(procedure)
  return {
    article,
    title: { zh, en: `${en}: cases` },
    definition: {
      zh: `“${zh}”的件数，每件按其当前所处环节计一次；按月序列以该件第一项记录的日期归月。`,
      en: `Cases of the kind “${en}”, each counted once in the stage it stands in; by month of its first entry.`,
    },
    unit: 'cases',
    measure: 'standing',
    by: ['stage', 'region'],
    series,
    source: { from: 'cases', procedure },
    shownTo: grantableRoles,
    openness,
  }
}

const month = (zh: string, en: string): Words => ({ zh: `每月${zh}`, en: `${en} each month` })

export const figures = {
  'calls-for-operators': casesOf('call', { article: 9, series: month('发布', 'published') }),
  'calls-open': {
    article: 9,
    title: { zh: '申报中的通告', en: 'Calls open' },
    definition: { zh: '已发布、申报期未满的申报通告件数。', en: 'Calls for operators that are published and have not closed.' },
    unit: 'cases',
    measure: 'standing',
    by: ['region'],
    source: { from: 'cases', procedure: 'call', stages: ['published'] },
    shownTo: grantableRoles,
    openness: 'published',
  },
  applications: casesOf('application', { article: 9, series: month('提交', 'filed'), openness: 'protected' }),
  deliberations: casesOf('deliberation', { article: 5, series: month('提请', 'convened') }),
  authorizations: casesOf('authorization', { article: 10, series: month('授予', 'granted'), openness: 'protected' }),
  'authorizations-in-term': {
    article: 10,
    title: { zh: '期内授权', en: 'Authorizations in term' },
    definition: {
      zh: '当日或者此前已生效、尚未届满、终止、撤销的授权件数，暂停的计算在内；按月序列取每月最后一日，本月取今日。',
      en: 'Authorizations that had come into force by the day and had not expired or ended by then; suspended ones count. By month: its last day, for this month today.',
    },
    unit: 'cases',
    measure: 'level',
    by: ['region'],
    series: { zh: '每月末期内授权', en: "in term at each month's end" },
    source: { from: 'terms' },
    shownTo: grantableRoles,
    openness: 'published',
  },
  'authorizations-suspended': {
    article: 10,
    title: { zh: '暂停中的授权', en: 'Authorizations suspended' },
    definition: {
      zh: '因责令限期整改等原因处于“已暂停”环节的授权件数。',
      en: 'Authorizations that stand suspended, as by an order to rectify.',
    },
    unit: 'cases',
    measure: 'standing',
    by: ['region'],
    source: { from: 'cases', procedure: 'authorization', stages: ['suspended'] },
    shownTo: ['data-authority', 'district-authority', 'mechanism', 'security-authority', 'audit-admin', ...operating],
    openness: 'closed',
  },
  'catalog-items': casesOf('catalog-item', { article: 2, series: month('登记', 'registered'), openness: 'protected' }),
  'data-requests': casesOf('data-request', { article: 12, series: month('提交', 'submitted'), openness: 'protected' }),
  'social-data': casesOf('social-data', { article: 16, series: month('申报', 'declared') }),
  exports: casesOf('export', { article: 16, series: month('申请', 'asked for') }),
  'data-objections': casesOf('data-objection', { article: 13, series: month('提出', 'raised') }),
  'resource-registrations': casesOf('resource-registration', { article: 24, series: month('申请', 'applied for') }),
  persons: casesOf('person', { article: 16, series: month('申报', 'applied for') }),
  products: casesOf('product', { article: 3, series: month('起草', 'drafted'), openness: 'protected' }),
  'products-on-shelf': {
    article: 24,
    title: { zh: '在架产品', en: 'Products on the shelf' },
    definition: {
      zh: '处于“已发布”环节、可以申请使用的产品个数。',
      en: 'Products that stand published, so that their use can be applied for.',
    },
    unit: 'products',
    measure: 'standing',
    by: ['region'],
    source: { from: 'cases', procedure: 'product', stages: ['published'] },
    shownTo: grantableRoles,
    openness: 'published',
  },
  registrations: casesOf('registration', { article: 24, series: month('申请', 'applied for') }),
  'registration-objections': casesOf('registration-objection', { article: 24, series: month('提出', 'raised') }),
  subscriptions: casesOf('subscription', { article: 17, series: month('申请', 'applied for') }),
  listings: casesOf('listing', { article: 21, series: month('挂牌', 'listed') }),
  'calls-served': {
    article: 18,
    title: { zh: '准许的调用', en: 'Calls served' },
    definition: {
      zh: '授权运营域网关计量的准许调用次数，以同一编号重发的不重复计；按调用发生之日（法定时间）归月。',
      en: 'Calls that the gateway of the zone metered as served; one sent again under its id counts once. By month of the call, in legal time.',
    },
    unit: 'calls',
    measure: 'flow',
    by: ['region', 'scenario'],
    series: month('准许', 'served'),
    source: { from: 'calls', outcome: 'served' },
    shownTo: [...watching, ...operating, 'consumer'],
    openness: 'protected',
  },
  'calls-refused': {
    article: 17,
    title: { zh: '拒绝的调用', en: 'Calls refused' },
    definition: {
      zh: '网关拒绝的调用次数，包括场景不符、超出配额和已暂停；被拒绝的调用没有返回数据。',
      en: 'Calls that the gateway refused: outside of the scenario, beyond the quota, suspended; nothing was answered.',
    },
    unit: 'calls',
    measure: 'flow',
    by: ['region', 'scenario'],
    series: month('拒绝', 'refused'),
    source: { from: 'calls', outcome: 'refused' },
    shownTo: [...watching, ...operating, 'consumer'],
    openness: 'closed',
  },
  consumers: {
    article: 18,
    title: { zh: '有调用的使用单位', en: 'Consumers with calls' },
    definition: {
      zh: '所选月份内至少有一次准许调用的使用单位家数，去重计算；按月序列为当月家数，各月不可相加。',
      en: 'Different consumers with at least one call served; by month those of that month, which do not add up.',
    },
    unit: 'organizations',
    measure: 'distinct',
    by: ['region'],
    series: { zh: '每月有调用的单位', en: 'with calls each month' },
    source: { from: 'calls', outcome: 'served' },
    shownTo: [...watching, ...operating],
    openness: 'protected',
  },
  'revenue-billed': {
    article: 23,
    title: { zh: '出账金额', en: 'Billed' },
    definition: {
      zh: '账期截止日在所选月份内、未冲销的账单金额合计。',
      en: 'Bills that were not reversed and whose period ends within the months shown.',
    },
    unit: 'fen',
    measure: 'flow',
    by: ['operator', 'region'],
    series: month('出账', 'billed'),
    source: { from: 'bills', what: 'billed' },
    shownTo: [...watching, 'operator', 'consumer'],
    openness: 'closed',
  },
  'revenue-received': {
    article: 23,
    title: { zh: '已入库收入', en: 'Received' },
    definition: {
      zh: '已开具财政电子票据、未冲销的账单金额合计，按开票日归月；国有资源有偿使用收入纳入非税收入管理。',
      en: 'Bills with a fiscal receipt that were not reversed, by month of the receipt; income from state resources is managed as non-tax revenue.',
    },
    unit: 'fen',
    measure: 'flow',
    by: ['operator', 'region'],
    series: month('入库', 'received'),
    source: { from: 'bills', what: 'received' },
    shownTo: [...watching, 'operator', 'consumer'],
    openness: 'protected',
  },
  'shares-by-party': {
    article: 20,
    title: { zh: '收益分配', en: 'Shares of the benefit' },
    definition: {
      zh: '分配结算单分给各方的金额合计，按出具之日归月，未冲销的计算在内。财政、数据主管、审计部门可见各方，运营单位可见本单位产品的各方，其他单位只见本单位所得。',
      en: 'What distribution statements gave to each party, by month of the statement, reversed bills left out. Finance, the data authority and audit see all parties, an operator those of its products, anybody else its own share alone.',
    },
    unit: 'fen',
    measure: 'flow',
    by: ['party'],
    series: month('分配', 'shared'),
    source: { from: 'shares' },
    shownTo: ['data-authority', 'district-authority', 'finance', 'audit-admin', 'operator', 'agency'],
    openness: 'closed',
  },
  'agency-requests': {
    article: 12,
    title: { zh: '数据被获准使用', en: 'Requests granted on the data of agencies' },
    definition: {
      zh: '审定同意使用该单位数据的数据申请件数，已结束的计算在内；一件申请用到几家单位的数据，各计一次，各家之和可大于总件数。',
      en: "Requests whose decision grants an agency's data, ended ones included; a request on the data of several counts once for each, so that the parts can add up to more.",
    },
    unit: 'cases',
    measure: 'standing',
    by: ['agency'],
    series: month('提交', 'submitted'),
    source: { from: 'agencies', what: 'requests' },
    shownTo: [...watching, 'operator', 'agency'],
    openness: 'closed',
  },
  'agency-products': {
    article: 3,
    title: { zh: '数据支撑的在架产品', en: 'Products on the shelf by source of data' },
    definition: {
      zh: '在架产品中，加工所用数据来自该单位的个数；用到几家单位数据的，各计一次。',
      en: 'Products on the shelf that are made of the data of an agency; one made of the data of several counts once for each.',
    },
    unit: 'products',
    measure: 'standing',
    by: ['agency'],
    source: { from: 'agencies', what: 'products' },
    shownTo: [...watching, 'operator', 'agency'],
    openness: 'closed',
  },
  'agency-calls': {
    article: 18,
    title: { zh: '数据支撑的调用', en: 'Calls by source of data' },
    definition: {
      zh: '由该单位数据加工的产品的准许调用次数；用到几家单位数据的，各计一次。数源单位看不到使用单位的事项，其数值按结果输出规则隐去小单元。',
      en: 'Calls served by products made of the data of an agency; one made of the data of several counts once for each. An agency does not see the cases of consumers: to it the rules of outputs apply.',
    },
    unit: 'calls',
    measure: 'flow',
    by: ['agency'],
    series: month('调用', 'calls'),
    source: { from: 'agencies', what: 'calls' },
    shownTo: [...watching, 'operator', 'agency'],
    openness: 'closed',
  },
  'zone-jobs': {
    article: 16,
    title: { zh: '加工任务', en: 'Jobs in the zone' },
    definition: {
      zh: '授权运营域报告的已结束加工任务个数，按任务提交之日归月；平台自收到第一份用量之日起留存。',
      en: 'Jobs that ended in the zone, as it reported them, by the month in which they were submitted; kept since the zone first told.',
    },
    unit: 'jobs',
    measure: 'flow',
    by: ['operator'],
    series: month('任务', 'jobs'),
    source: { from: 'usage', of: 'jobs' },
    shownTo: [...watching, ...operating, 'data-center'],
    openness: 'closed',
  },
  'zone-seconds': {
    article: 16,
    title: { zh: '计算用时', en: 'Processor time' },
    definition: {
      zh: '加工任务占用的处理器秒数，四舍五入到秒；由运营单位承担（第十六条）。',
      en: 'Processor seconds that jobs took, rounded to a second; the operator bears them (article 16).',
    },
    unit: 'seconds',
    measure: 'flow',
    by: ['operator'],
    series: month('用时', 'processor time'),
    source: { from: 'usage', of: 'cpuSeconds' },
    shownTo: [...watching, ...operating, 'data-center'],
    openness: 'closed',
  },
  'zone-bytes': {
    article: 16,
    title: { zh: '读取的数据量', en: 'Bytes read' },
    definition: { zh: '加工任务从已开通数据中读取的字节数。', en: 'Bytes that jobs read of the data opened to them.' },
    unit: 'bytes',
    measure: 'flow',
    by: ['operator'],
    series: month('读取', 'read'),
    source: { from: 'usage', of: 'readBytes' },
    shownTo: [...watching, ...operating, 'data-center'],
    openness: 'closed',
  },
  'risk-reports': casesOf('risk-report', { article: 15, series: month('报告', 'raised') }),
  'highest-risk': {
    article: 16,
    title: { zh: '实测重识别风险最高值', en: 'Highest measured risk' },
    definition: {
      zh: '使用中或者已冻结的工作空间中，授权运营域开通时实测的重识别风险的最大值；没有个人信息的不计。',
      en: 'The greatest re-identification risk that the zone measured as it opened a workspace which is active or frozen; those without personal information do not count.',
    },
    unit: 'share',
    measure: 'greatest',
    by: ['operator'],
    source: { from: 'risk' },
    shownTo: ['data-authority', 'district-authority', 'security-authority', 'audit-admin', ...operating],
    openness: 'closed',
  },
  'emergency-plans': casesOf('emergency-plan', { article: 26, series: month('报送', 'filed') }),
  inspections: casesOf('inspection', { article: 25, series: month('开展', 'opened') }),
  destructions: casesOf('destruction', { article: 19, series: month('启动', 'opened') }),
  'leak-traces': casesOf('leak-trace', { article: 15, series: month('启动', 'opened') }),
  complaints: casesOf('complaint', { article: 27, series: month('收到', 'received'), openness: 'protected' }),
  'credit-records': casesOf('credit-record', { article: 27, series: month('记录', 'recorded') }),
  reports: casesOf('report', { article: 18, series: month('报送', 'handed in') }),
  assessments: casesOf('assessment', { article: 29, series: month('启动', 'opened') }),
  bills: casesOf('bill', { article: 23, series: month('出账', 'drafted') }),
  distributions: casesOf('distribution', { article: 20, series: month('登记', 'recorded') }),
  'permitted-revenues': casesOf('permitted-revenue', { article: 22, series: month('提出', 'proposed') }),
  organizations: casesOf('organization', { article: 6, series: month('登记', 'registered') }),
  accounts: casesOf('account', { article: 16, series: month('开立', 'opened') }),
  'tasks-overdue': {
    article: 6,
    title: { zh: '逾期任务', en: 'Overdue tasks' },
    definition: {
      zh: '最后一日已过、仍在运行的办理时限项数，按应办单位的角色归类；明细和督办见逾期看板。',
      en: 'Tasks whose last day is over and that still run, by the role of whoever must act; the board of overdue tasks lists them.',
    },
    unit: 'clocks',
    measure: 'standing',
    by: ['role', 'region'],
    source: { from: 'clocks', when: 'late' },
    shownTo: grantableRoles,
    openness: 'closed',
  },
  'tasks-soon': {
    article: 6,
    title: { zh: '七日内到期的任务', en: 'Tasks due within seven days' },
    definition: {
      zh: '最后一日在今日起七日之内（含今日）的办理时限项数。',
      en: 'Tasks whose last day is today or one of the six days after.',
    },
    unit: 'clocks',
    measure: 'standing',
    by: ['role', 'region'],
    source: { from: 'clocks', when: 'soon' },
    shownTo: grantableRoles,
    openness: 'closed',
  },
} as const satisfies Record<string, Figure>

export type FigureId = keyof typeof figures
export const figureIds = Object.keys(figures) as readonly FigureId[]
export const figureNamed = (id: FigureId): Figure => figures[id]
export const isFigure = (id: string): id is FigureId => Object.hasOwn(figures, id)

/** In words, for whoever asks where a figure comes from. */
export const sourceWords = (source: Source): Words => {
  switch (source.from) {
    case 'cases':
      return {
        zh: `事项列表“${titleOf(source.procedure).zh}”（由账本投影）`,
        en: `cases of the kind “${titleOf(source.procedure).en}” (projected from the ledger)`,
      }
    case 'terms':
      return { zh: '授权事项的生效日与终止日（由账本投影）', en: 'first and last days of authorizations (projected from the ledger)' }
    case 'calls':
      return { zh: '网关按日计量', en: 'the meter of the gateway, by day' }
    case 'bills':
      return { zh: '账单（由账本投影）', en: 'bills (projected from the ledger)' }
    case 'shares':
      return { zh: '账单的分配结算单（由账本投影）', en: 'distribution statements of bills (projected from the ledger)' }
    case 'agencies':
      return {
        zh: '数据申请的审定结果、产品和网关计量',
        en: 'decisions on data requests, products, and the meter of the gateway',
      }
    case 'clocks':
      return { zh: '运行中的时限（由账本投影）', en: 'running clocks (projected from the ledger)' }
    case 'usage':
      return { zh: '授权运营域签名报告的用量，按日留存', en: 'use of resources that the zone reported under its signature, kept by day' }
    case 'risk':
      return { zh: '数据申请中授权运营域的实测结果', en: 'what the zone measured, in data requests' }
  }
}

/** The list that shows what a figure counts; the board of overdue tasks and the meter are no lists of cases. */
export const listOf = (source: Source): string => {
  const plural = (procedure: Procedure) => cases.find(({ name }) => name === procedure)?.plural ?? ''
  switch (source.from) {
    case 'cases':
      return plural(source.procedure)
    case 'terms':
      return plural('authorization')
    case 'calls':
      return plural('product')
    case 'bills':
    case 'shares':
      return plural('bill')
    case 'agencies':
      return plural(source.what === 'requests' ? 'data-request' : 'product')
    case 'clocks':
      return 'late'
    case 'usage':
    case 'risk':
      return plural('data-request')
  }
}
