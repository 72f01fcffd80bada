/** Article 24: the operation dashboards, one for each kind of work, as lists of figures; their routes and what these answer with. */
import { actingRoles, type Role, type Words } from '@yunhe/law'
import { z } from 'zod'
import { type By, type FigureId, figures, partings } from './figures.ts'
import { route } from './route.ts'
import { words } from './shapes.ts'

export interface DashboardSection {
  readonly title: Words
  readonly figures: readonly FigureId[]
}

export interface Dashboard {
  readonly title: Words
  /** Empty for the one that everybody sees, under the rules of outputs. */
  readonly roles: readonly Role[]
  /** Shown large, at the top. */
  readonly heads: readonly FigureId[]
  readonly sections: readonly DashboardSection[]
}

const section = (zh: string, en: string, ...of: readonly FigureId[]): DashboardSection => ({ title: { zh, en }, figures: of })

const tasks = section('办理时限', 'Tasks', 'tasks-overdue', 'tasks-soon')
const resources = section('资源使用', 'Use of resources', 'zone-jobs', 'zone-seconds', 'zone-bytes')
const contribution = section(
  '各单位贡献',
  'Contribution of the agencies',
  'agency-requests',
  'agency-products',
  'agency-calls',
  'shares-by-party',
)

export const dashboards = {
  authority: {
    title: { zh: '数据主管部门', en: 'Data authority' },
    roles: ['data-authority', 'district-authority'],
    heads: ['authorizations-in-term', 'data-requests', 'products-on-shelf', 'calls-served', 'revenue-received', 'tasks-overdue'],
    sections: [
      section('授权', 'Authorization', 'calls-for-operators', 'applications', 'authorizations', 'authorizations-in-term'),
      section('数据', 'Data', 'catalog-items', 'data-requests', 'exports', 'data-objections'),
      section('流通与收入', 'Circulation and revenue', 'products', 'calls-served', 'consumers', 'revenue-billed', 'revenue-received'),
      contribution,
      section(
        '风险',
        'Risk indicators',
        'risk-reports',
        'authorizations-suspended',
        'calls-refused',
        'highest-risk',
        'complaints',
        'destructions',
      ),
      resources,
      tasks,
    ],
  },
  mechanism: {
    title: { zh: '协调机制', en: 'Coordination mechanism' },
    roles: ['mechanism'],
    heads: ['deliberations', 'authorizations-in-term', 'authorizations-suspended', 'tasks-overdue'],
    sections: [section('审议与授权', 'Deliberation and authorization', 'deliberations', 'applications', 'authorizations'), tasks],
  },
  review: {
    title: { zh: '审核与专家论证', en: 'Joint review and experts' },
    roles: ['joint-reviewer', 'expert'],
    heads: ['applications', 'data-requests', 'tasks-overdue', 'tasks-soon'],
    sections: [section('参与的事项', 'Cases taken part in', 'applications', 'data-requests', 'social-data', 'catalog-items'), tasks],
  },
  security: {
    title: { zh: '安全主管部门', en: 'Security authority' },
    roles: ['security-authority'],
    heads: ['risk-reports', 'authorizations-suspended', 'calls-refused', 'highest-risk', 'tasks-overdue'],
    sections: [
      section('风险', 'Risk indicators', 'risk-reports', 'authorizations-suspended', 'calls-refused', 'highest-risk', 'leak-traces'),
      section('监督检查', 'Supervision', 'inspections', 'emergency-plans', 'persons', 'exports', 'destructions'),
      section('产品与调用', 'Products and calls', 'products', 'calls-served'),
      resources,
      tasks,
    ],
  },
  finance: {
    title: { zh: '财政部门', en: 'Finance department' },
    roles: ['finance'],
    heads: ['revenue-billed', 'revenue-received', 'bills', 'tasks-overdue'],
    sections: [
      section('收入', 'Revenue', 'revenue-billed', 'revenue-received', 'bills', 'consumers'),
      section('分配', 'Distribution', 'shares-by-party', 'distributions', 'permitted-revenues'),
      contribution,
      tasks,
    ],
  },
  market: {
    title: { zh: '发改、市场监管等部门', en: 'Market supervision' },
    roles: ['market'],
    heads: ['permitted-revenues', 'complaints', 'credit-records', 'tasks-overdue'],
    sections: [
      section('价格与信用', 'Prices and credit', 'permitted-revenues', 'complaints', 'credit-records', 'listings'),
      section('产品', 'Products', 'products-on-shelf'),
      tasks,
    ],
  },
  agency: {
    title: { zh: '公共管理服务机构', en: 'Public agency' },
    roles: ['agency'],
    heads: ['catalog-items', 'agency-requests', 'agency-products', 'agency-calls', 'shares-by-party', 'tasks-overdue'],
    sections: [
      section('我的数据', 'Our data', 'catalog-items', 'data-requests', 'data-objections', 'resource-registrations'),
      contribution,
      section('安全保障', 'Safeguards', 'emergency-plans', 'inspections'),
      tasks,
    ],
  },
  operator: {
    title: { zh: '运营单位', en: 'Operator' },
    roles: ['operator', 'operator-security', 'operator-analyst', 'applicant'],
    heads: ['authorizations-in-term', 'data-requests', 'products-on-shelf', 'calls-served', 'revenue-received', 'tasks-overdue'],
    sections: [
      section('申请与授权', 'Applications and authorization', 'applications', 'authorizations', 'authorizations-in-term'),
      section('数据加工', 'Work on data', 'data-requests', 'exports', 'social-data', 'persons'),
      section('产品与使用', 'Products and use', 'products', 'subscriptions', 'calls-served', 'calls-refused', 'consumers'),
      section('收入', 'Revenue', 'revenue-billed', 'revenue-received', 'shares-by-party'),
      section('数据来源', 'Sources of data', 'agency-requests', 'agency-products', 'agency-calls'),
      resources,
      section('风险与报告', 'Risk and reports', 'risk-reports', 'authorizations-suspended', 'highest-risk', 'reports', 'assessments'),
      tasks,
    ],
  },
  'data-center': {
    title: { zh: '市大数据中心', en: 'Big-data center' },
    roles: ['data-center'],
    heads: ['catalog-items', 'zone-jobs', 'zone-seconds', 'destructions', 'tasks-overdue'],
    sections: [section('供数与销毁', 'Supply and destruction', 'catalog-items', 'destructions'), resources, tasks],
  },
  registrar: {
    title: { zh: '登记与证书', en: 'Registration and certificates' },
    roles: ['registrar'],
    heads: ['products', 'registrations', 'resource-registrations', 'tasks-overdue'],
    sections: [
      section(
        '登记',
        'Registration',
        'products',
        'products-on-shelf',
        'registrations',
        'registration-objections',
        'resource-registrations',
      ),
      tasks,
    ],
  },
  assessor: {
    title: { zh: '第三方评估', en: 'Third-party assessment' },
    roles: ['assessor'],
    heads: ['assessments', 'tasks-overdue', 'tasks-soon'],
    sections: [section('评估', 'Assessment', 'assessments'), tasks],
  },
  consumer: {
    title: { zh: '产品使用单位', en: 'Consumer' },
    roles: ['consumer'],
    heads: ['subscriptions', 'calls-served', 'calls-refused', 'revenue-billed', 'tasks-overdue'],
    sections: [
      section('使用', 'Use', 'products-on-shelf', 'subscriptions', 'calls-served', 'calls-refused'),
      section('费用', 'Charges', 'revenue-billed', 'revenue-received', 'bills'),
      tasks,
    ],
  },
  administrators: {
    title: { zh: '平台管理', en: 'Administration of the platform' },
    roles: ['system-admin', 'security-admin', 'audit-admin'],
    heads: ['accounts', 'organizations', 'tasks-overdue'],
    sections: [section('账户与单位', 'Accounts and organizations', 'accounts', 'organizations'), tasks],
  },
  city: {
    title: { zh: '全市运营概况', en: 'The city at a glance' },
    roles: [],
    heads: ['authorizations-in-term', 'products-on-shelf', 'calls-open', 'calls-served', 'revenue-received'],
    sections: [
      section('授权', 'Authorization', 'calls-open', 'authorizations-in-term', 'authorizations', 'applications'),
      section('数据与产品', 'Data and products', 'catalog-items', 'data-requests', 'products-on-shelf', 'products'),
      section('使用与收入', 'Use and revenue', 'calls-served', 'consumers', 'revenue-received', 'complaints'),
    ],
  },
} as const satisfies Record<string, Dashboard>

export type DashboardName = keyof typeof dashboards
export const dashboardNames = Object.keys(dashboards) as readonly DashboardName[]
export const isDashboard = (name: string): name is DashboardName => Object.hasOwn(dashboards, name)

/** The dashboards of somebody's roles, and the one that everybody sees. */
export const dashboardsOf = (by: { readonly roles: readonly Role[] }): readonly DashboardName[] => {
  const acting = actingRoles(by)
  return dashboardNames.filter((name) => {
    const { roles }: Dashboard = dashboards[name]
    return roles.length === 0 || roles.some((role) => acting.includes(role))
  })
}

/** Whole: cases, calls, fen, hundredths of a per cent; null where it was taken out. */
const amount = z.int().nullable()

const part = z.object({ key: z.string(), words, amount })

export const figureView = z.object({
  id: z.enum(Object.keys(figures) as [FigureId, ...FigureId[]]),
  article: z.int(),
  title: words,
  definition: words,
  source: words,
  unit: z.string(),
  measure: z.string(),
  measureWords: words,
  /** The moment it is as of: of the platform's clock, or of the last word of the zone that it rests on. */
  asOf: z.string().optional(),
  /** Whether small cells were taken out by the rules of outputs. */
  isProtected: z.boolean(),
  /** The list that shows what it counts, where this reader has one; `late` for the board of overdue tasks. */
  list: z.string().optional(),
  total: amount,
  breakdowns: z.array(z.object({ by: z.enum(Object.keys(partings) as [By, ...By[]]), words, parts: z.array(part) })),
  series: z.object({ words, months: z.array(z.object({ month: z.string(), amount })) }).optional(),
})
export type FigureView = z.infer<typeof figureView>
export type FigurePart = z.infer<typeof part>

export const dashboardView = z.object({
  name: z.enum(Object.keys(dashboards) as [DashboardName, ...DashboardName[]]),
  title: words,
  asOf: z.string(),
  /** Whose sight it is cut to; empty where it is the city's, under the rules of outputs. */
  isProtected: z.boolean(),
  heads: z.array(z.string()),
  sections: z.array(z.object({ title: words, figures: z.array(z.string()) })),
  figures: z.array(figureView),
})
export type DashboardView = z.infer<typeof dashboardView>

const shown = { months: z.coerce.number().int().min(1).max(36).default(12).describe('so many months, this one included') }

export const dashboardRoutes = {
  dashboards: route({
    method: 'GET',
    path: '/api/dashboards',
    summary: "The dashboards of the reader's roles, and the one of the city.",
    reply: z.array(z.object({ name: z.string(), title: words })),
  }),
  dashboard: route({
    method: 'GET',
    path: '/api/dashboards/:name',
    summary: 'One dashboard, its figures cut to what the lists of the reader show; those of others under the rules of outputs.',
    query: z.object(shown),
    reply: dashboardView,
  }),
  city: route({
    method: 'GET',
    path: '/api/city',
    summary: 'The city at a glance, for everybody: published figures, and others with small cells taken out.',
    isPublic: true,
    query: z.object(shown),
    reply: dashboardView,
  }),
  figureTable: route({
    method: 'GET',
    path: '/api/figures',
    summary: 'Every figure with its definition, unit, source and who may see it.',
    isPublic: true,
    reply: z.array(
      z.object({
        id: z.string(),
        article: z.int(),
        title: words,
        definition: words,
        unit: words,
        measure: words,
        source: words,
        openness: words,
        shownTo: z.array(z.string()),
        dashboards: z.array(words),
      }),
    ),
  }),
} as const
