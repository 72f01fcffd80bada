/** The closed lists of the measures: what may be chosen, under the code it is stored by and the words it is read by. */
import { z } from 'zod'
import type { Words } from '../kernel/words.ts'

type Kinds = Readonly<Record<string, Words>>

/** The field of a form that takes one code of a list; its `words` tell the screen how each is read. */
export const kindShape = <Key extends string>(kinds: Readonly<Record<Key, Words>>) =>
  z.enum(Object.keys(kinds) as Key[]).meta({ words: kinds })

/** Article 2: how the catalog opens an item. */
export const openAttributes = {
  unconditional: { zh: '无条件开放', en: 'open without conditions' },
  conditional: { zh: '有条件开放', en: 'open under conditions' },
  prohibited: { zh: '禁止开放', en: 'prohibited from opening' },
} as const satisfies Kinds
export type OpenAttribute = keyof typeof openAttributes

/** Article 3: the forms of a public data product. */
export const productForms = {
  dataset: { zh: '数据集', en: 'dataset' },
  api: { zh: '数据接口', en: 'data API' },
  model: { zh: '算法模型', en: 'model' },
  tool: { zh: '数据工具', en: 'tool' },
  application: { zh: '数据应用', en: 'application' },
  service: { zh: '数据服务', en: 'service' },
  report: { zh: '数据报告', en: 'report' },
} as const satisfies Kinds
export type ProductForm = keyof typeof productForms

/** What a product is made of in its workspace. */
export const productSources = {
  query: { zh: '查询', en: 'query' },
  table: { zh: '工作空间的数据表', en: 'table of the workspace' },
  model: { zh: '模型', en: 'model' },
} as const satisfies Kinds
export type ProductSource = keyof typeof productSources

/** How a product reaches its consumers. */
export const productDeliveries = {
  'look-up': { zh: '查询接口', en: 'look-ups' },
  aggregates: { zh: '统计接口', en: 'aggregates' },
  file: { zh: '文件下载', en: 'file download' },
  report: { zh: '报告下载', en: 'report' },
  dashboard: { zh: '看板页面', en: 'dashboard page' },
  score: { zh: '模型评分接口', en: 'scoring' },
} as const satisfies Kinds
export type ProductDelivery = keyof typeof productDeliveries

export const fileFormats = {
  csv: { zh: 'CSV 表格文件', en: 'CSV' },
  json: { zh: 'JSON 逐行文件', en: 'JSON lines' },
  parquet: { zh: 'Parquet 列式文件', en: 'Parquet' },
} as const satisfies Kinds

export const drawings = {
  table: { zh: '表格', en: 'table' },
  bars: { zh: '条形图', en: 'bars' },
  line: { zh: '折线图', en: 'line' },
} as const satisfies Kinds

/** What an answer hides of a value. */
export const responseMasks = {
  round: { zh: '取整到步长', en: 'rounded to a step' },
  partial: { zh: '保留首尾', en: 'first and last signs kept' },
  year: { zh: '只留年份', en: 'the year alone' },
  hide: { zh: '不显示', en: 'not shown' },
} as const satisfies Kinds
export type ResponseMask = keyof typeof responseMasks

/** Article 3 asks that a product be measurable; the units are those the national price rule names. */
export const meteringUnits = {
  call: { zh: '调用次数', en: 'call' },
  product: { zh: '产品件数', en: 'product' },
  service: { zh: '服务次数', en: 'service' },
  time: { zh: '使用时长', en: 'time of use' },
} as const satisfies Kinds
export type MeteringUnit = keyof typeof meteringUnits

/** Article 3: the six functions of the zone. */
export const zoneFunctions = {
  masking: { zh: '安全脱敏', en: 'masking' },
  'access-control': { zh: '访问控制', en: 'access control' },
  modelling: { zh: '算法建模', en: 'modelling' },
  provenance: { zh: '溯源管理', en: 'provenance' },
  'api-generation': { zh: '接口生成', en: 'API generation' },
  'seal-and-destroy': { zh: '封存销毁', en: 'sealing and destruction' },
} as const satisfies Kinds
export type ZoneFunction = keyof typeof zoneFunctions

/** Article 5: what the coordination mechanism deliberates on. */
export const deliberationTypes = {
  grant: { zh: '给予授权', en: 'granting' },
  terminate: { zh: '终止授权', en: 'terminating' },
  revoke: { zh: '撤销授权', en: 'revoking' },
} as const satisfies Kinds
export type DeliberationType = keyof typeof deliberationTypes

/** Article 6: the security authorities. */
export const securityAuthorities = {
  cyberspace: { zh: '网信部门', en: 'cyberspace administration' },
  police: { zh: '公安机关', en: 'police' },
  'state-security': { zh: '国家安全机关', en: 'state security' },
  secrecy: { zh: '保密部门', en: 'secrecy administration' },
} as const satisfies Kinds
export type SecurityAuthority = keyof typeof securityAuthorities

/** Article 7: the six conditions, in their order. */
export const operatorConditions = {
  'sound-and-capable': {
    zh: '经营状况良好，具备专业能力、资质、人才和服务能力',
    en: 'sound business with the skills, qualifications and people',
  },
  'no-major-violation': { zh: '无重大违法记录', en: 'no major violation on record' },
  'on-no-list': { zh: '未列入失信被执行人、重大税收违法案件当事人名单', en: 'on no list of dishonest debtors or major tax cases' },
  'security-organized': { zh: '明确数据安全负责人和管理部门，制度健全', en: 'security head and department named, rules in place' },
  'protection-and-cryptography': {
    zh: '具备等级保护和密码应用安全性评估保障能力与运维经验',
    en: 'protection level and cryptography assessed, with experience in running them',
  },
  'mature-management': { zh: '具备成熟的数据管理和数据安全保障能力', en: 'mature data management and data security' },
} as const satisfies Kinds
export type OperatorCondition = keyof typeof operatorConditions

/** Article 7: the lists an applicant is checked against. */
export const listKinds = {
  'dishonest-executee': { zh: '失信被执行人名单', en: 'dishonest judgment debtors' },
  'major-tax-case': { zh: '重大税收违法案件当事人名单', en: 'parties to major tax cases' },
} as const satisfies Kinds
export type ListKind = keyof typeof listKinds

/** Article 5: what an expert of the panel is versed in; a call names the fields that its panel must cover. */
export const expertFields = {
  'data-technology': { zh: '数据技术', en: 'data technology' },
  'data-security': { zh: '数据安全', en: 'data security' },
  'legal-compliance': { zh: '法律合规', en: 'law and compliance' },
  economics: { zh: '财务经济', en: 'finance and economics' },
  'public-management': { zh: '公共管理', en: 'public management' },
  'line-of-business': { zh: '行业应用', en: 'the line of business' },
} as const satisfies Kinds
export type ExpertField = keyof typeof expertFields

/** Articles 9 and 11: what an expert scores, one mark each. */
export const scoreItems = {
  capability: { zh: '运营能力', en: 'ability to operate' },
  'scenario-value': { zh: '场景价值', en: 'value of the scenario' },
  security: { zh: '安全保障', en: 'safeguards' },
  compliance: { zh: '合规程度', en: 'compliance' },
  'return-method': { zh: '收益测算', en: 'estimate of the return' },
} as const satisfies Kinds
export type ScoreItem = keyof typeof scoreItems

/** Article 8: the three modes. */
export const authModes = {
  comprehensive: { zh: '综合授权', en: 'comprehensive authorization' },
  domain: { zh: '领域授权', en: 'authorization by domain' },
  scenario: { zh: '场景授权', en: 'authorization by scenario' },
} as const satisfies Kinds
export type AuthMode = keyof typeof authModes

/** Article 8: what data must cross to call for comprehensive mode. */
export const crossings = {
  level: { zh: '跨层级', en: 'across levels of government' },
  region: { zh: '跨地域', en: 'across regions' },
  system: { zh: '跨系统', en: 'across systems' },
  department: { zh: '跨部门', en: 'across departments' },
  business: { zh: '跨业务', en: 'across lines of work' },
} as const satisfies Kinds
export type Crossing = keyof typeof crossings

/** Article 8: the twelve domains it names. It says "and others": a further one is added here when the data authority names it. */
export const authorizedDomains = {
  finance: { zh: '金融', en: 'finance' },
  education: { zh: '教育', en: 'education' },
  transport: { zh: '交通', en: 'transport' },
  health: { zh: '医疗', en: 'health care' },
  energy: { zh: '能源', en: 'energy' },
  industry: { zh: '工业', en: 'industry' },
  communications: { zh: '通信', en: 'communications' },
  credit: { zh: '信用', en: 'credit' },
  'culture-tourism': { zh: '文旅', en: 'culture and tourism' },
  'social-insurance': { zh: '社保', en: 'social insurance' },
  'housing-fund': { zh: '公积金', en: 'housing fund' },
  'real-estate': { zh: '不动产', en: 'real estate' },
} as const satisfies Kinds
export type AuthorizedDomain = keyof typeof authorizedDomains

/** Article 10: the five cases for which rectification is ordered, in their order. */
export const violationCases = {
  misuse: { zh: '违规使用公共数据', en: 'public data used against the rules' },
  'safeguards-missing': { zh: '未按协议和要求采取安全保障措施', en: 'safeguards of the agreement not taken' },
  'assessment-failed': { zh: '评估结果不符合授权运营要求', en: 'assessment result below what is required' },
  'law-broken': { zh: '违反法律、法规', en: 'a law or regulation broken' },
  'agreement-broken': { zh: '其他严重违反授权运营协议的情形', en: 'another serious breach of the agreement' },
} as const satisfies Kinds
export type ViolationCase = keyof typeof violationCases

/** What may be the cause of a proposal to order a rectification (article 10). */
export const suspensionCauses = {
  'letter-overdue': { zh: '责任书逾期未签', en: 'letter of responsibility overdue' },
  'report-overdue': { zh: '定期报告逾期', en: 'periodic report overdue' },
  'finding-overdue': { zh: '检查问题逾期未改', en: 'finding of an inspection overdue' },
  'assessment-not-compliant': { zh: '年度评估不符合要求', en: 'yearly assessment not compliant' },
  'free-use-commercial': { zh: '无偿使用转为商用', en: 'free use found commercial' },
  'conditions-lapsed': { zh: '运营单位条件证明材料失效', en: 'evidence for the conditions lapsed' },
  'other-finding': { zh: '其他监管发现', en: 'found otherwise' },
} as const satisfies Kinds
export type SuspensionCause = keyof typeof suspensionCauses

/** Article 11: the five parts of the operation plan, in their order. */
export const planParts = {
  scope: { zh: '授权运营范围', en: 'scope' },
  term: { zh: '运营期限', en: 'term' },
  returnMethod: { zh: '合理收益的测算方法', en: 'how a reasonable return is estimated' },
  securityMeasures: { zh: '数据安全措施', en: 'security measures' },
  assetDisposal: { zh: '期限届满后资产处置', en: 'disposal of assets after expiry' },
} as const satisfies Kinds
export type PlanPart = keyof typeof planParts

/** Article 12: the criteria of a joint decision; each gets a conclusion of its own. */
export const criteria = {
  reasonable: { zh: '合理性', en: 'reasonableness' },
  compliant: { zh: '合规性', en: 'compliance' },
  secure: { zh: '安全性', en: 'security' },
} as const satisfies Kinds
export type Criterion = keyof typeof criteria

/** Article 15: what data brought together may endanger. */
export const riskKinds = {
  'national-security': { zh: '危害国家安全', en: 'danger to national security' },
  'public-interest': { zh: '危害公共利益', en: 'danger to the public interest' },
  'personal-information': { zh: '侵犯个人信息', en: 'harm to personal information' },
  'trade-secret': { zh: '侵犯商业秘密', en: 'harm to trade secrets' },
  'business-confidence': { zh: '侵犯保密商务信息', en: 'harm to confidential business information' },
} as const satisfies Kinds
export type RiskKind = keyof typeof riskKinds

/** Article 16: the gates a person passes before entering the zone, in their order. */
export const personGates = {
  'real-name': { zh: '实名认证', en: 'real-name verification' },
  filing: { zh: '备案', en: 'filing' },
  vetting: { zh: '审查', en: 'vetting' },
  nda: { zh: '签订保密协议', en: 'confidentiality agreement' },
} as const satisfies Kinds
export type PersonGate = keyof typeof personGates

/** Article 16: how an operator came by social data. */
export const socialSources = {
  'own-business': { zh: '自有业务产生', en: 'arisen in its own business' },
  purchased: { zh: '购买取得', en: 'bought' },
  partner: { zh: '合作单位提供', en: 'given by a partner' },
  'open-source': { zh: '公开渠道合法收集', en: 'lawfully collected from public sources' },
} as const satisfies Kinds
export type SocialSource = keyof typeof socialSources

/** Article 18: the sections of the annual report, in their order. */
export const annualReportSections = {
  storage: { zh: '产品存储', en: 'storage' },
  processing: { zh: '加工处理', en: 'processing' },
  analysis: { zh: '分析利用', en: 'analysis and use' },
  security: { zh: '安全管理', en: 'security management' },
  market: { zh: '市场运营', en: 'market operation' },
} as const satisfies Kinds
export type AnnualReportSection = keyof typeof annualReportSections

/** Article 19 and the end of a term by article 11: why data is destroyed. */
export const destructionTriggers = {
  revoked: { zh: '被撤销运营资格', en: 'qualification revoked' },
  'purpose-met': { zh: '个人信息处理目的已实现', en: 'purpose of personal information met' },
  'purpose-impossible': { zh: '个人信息处理目的无法实现', en: 'purpose of personal information impossible' },
  'no-longer-needed': { zh: '个人信息为实现目的不再必要', en: 'personal information no longer needed' },
  'term-ended': { zh: '期满或者终止后按资产处置方案', en: 'term ended, by the disposal plan' },
} as const satisfies Kinds
export type DestructionTrigger = keyof typeof destructionTriggers

/** Article 20: the ways in which benefits may be shared. */
export const distributionMethods = {
  'cost-sharing': { zh: '成本分摊', en: 'cost sharing' },
  'profit-sharing': { zh: '利润分成', en: 'profit sharing' },
  equity: { zh: '股权参股', en: 'equity' },
  'shared-rights': { zh: '知识产权共享', en: 'shared intellectual property' },
} as const satisfies Kinds
export type DistributionMethod = keyof typeof distributionMethods

/** Article 23: what data is used for. */
export const usePurposes = {
  governance: { zh: '公共治理', en: 'public governance' },
  'public-good': { zh: '公益事业', en: 'public good' },
  'industry-development': { zh: '产业发展', en: 'development of industry' },
  'sector-development': { zh: '行业发展', en: 'development of a sector' },
} as const satisfies Kinds
export type UsePurpose = keyof typeof usePurposes

/** Article 23: the fee regimes. */
export const feeRegimes = {
  'free-conditional': { zh: '有条件无偿使用', en: 'free under conditions' },
  'paid-conditional': { zh: '有条件有偿使用', en: 'paid under conditions' },
} as const satisfies Kinds
export type FeeRegime = keyof typeof feeRegimes

/** Article 23: the purpose decides the regime. */
export const feeRegimeOf = (purpose: UsePurpose): FeeRegime =>
  purpose === 'governance' || purpose === 'public-good' ? 'free-conditional' : 'paid-conditional'

/** Article 24: kinds of registration. */
export const registrationTypes = {
  initial: { zh: '首次登记', en: 'initial registration' },
  change: { zh: '变更登记', en: 'registration of a change' },
  correction: { zh: '更正登记', en: 'correction' },
  renewal: { zh: '续期登记', en: 'renewal' },
  cancellation: { zh: '注销登记', en: 'cancellation' },
} as const satisfies Kinds
export type RegistrationType = keyof typeof registrationTypes

/** Grades of data by the harm its loss would do; core data never enters a zone. */
export const dataGrades = {
  'general-1': { zh: '一般数据一级', en: 'general data, grade 1' },
  'general-2': { zh: '一般数据二级', en: 'general data, grade 2' },
  'general-3': { zh: '一般数据三级', en: 'general data, grade 3' },
  'general-4': { zh: '一般数据四级', en: 'general data, grade 4' },
  important: { zh: '重要数据', en: 'important data' },
  core: { zh: '核心数据', en: 'core data' },
} as const satisfies Kinds
export type DataGrade = keyof typeof dataGrades
