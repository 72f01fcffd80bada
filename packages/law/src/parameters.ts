/** Every number the measures leave open or that may change: its value by date, where it comes from and how far it may be trusted. */
import type { ArticleNumber } from './articles.ts'
import { type Day, day } from './kernel/days.ts'
import type { Words } from './kernel/words.ts'

/** How far a value may be trusted; `unconfirmed` is never shown as a fact. */
export const standings = {
  measures: { zh: '办法明定', en: 'said by the measures' },
  confirmed: { zh: '已核对公开文本', en: 'confirmed from a published text' },
  recommended: { zh: '本系统建议的默认值', en: 'our recommended default' },
  unconfirmed: { zh: '尚未核实', en: 'not confirmed' },
} as const satisfies Record<string, Words>
export type Standing = keyof typeof standings

export const units = {
  workdays: { zh: '个工作日', en: 'working days' },
  days: { zh: '日', en: 'days' },
  months: { zh: '个月', en: 'months' },
  years: { zh: '年', en: 'years' },
  hours: { zh: '小时', en: 'hours' },
  minutes: { zh: '分钟', en: 'minutes' },
  mebibytes: { zh: 'MB', en: 'MB' },
  seconds: { zh: '秒', en: 'seconds' },
  count: { zh: '', en: '' },
  bytes: { zh: '字节', en: 'bytes' },
  share: { zh: '（比例，1 为全部）', en: '(a share; 1 is all)' },
  switch: { zh: '', en: '' },
} as const satisfies Record<string, Words>
export type Unit = keyof typeof units

/** What a parameter may be: a number, some numbers, a switch; nothing where no figure is known. */
export type ParameterValue = number | undefined | readonly number[] | boolean

export interface DatedValue<Value> {
  /** First day on which it is the value. */
  readonly from: Day
  readonly value: Value
  readonly standing: Standing
  /** Empty where nothing published could be shown. */
  readonly source: Words
}

export interface Parameter<Value> {
  readonly article: ArticleNumber
  readonly unit: Unit
  readonly words: Words
  /** In order of their dates, the first from the day the measures came into force. */
  readonly values: readonly DatedValue<Value>[]
}

/** Day the measures came into force (article 32): no rule of this system judges an earlier act. */
export const inForceFrom = day('2024-03-01')

const nationalRulesFrom = day('2025-03-01')

const open = <Value>(
  article: ArticleNumber,
  unit: Unit,
  zh: string,
  en: string,
  ...values: readonly DatedValue<Value>[]
): Parameter<Value> => ({
  article,
  unit,
  words: { zh, en },
  values,
})

const said = <Value>(value: Value): DatedValue<Value> => ({
  from: inForceFrom,
  value,
  standing: 'measures',
  source: { zh: '《无锡市公共数据授权运营管理办法（试行）》', en: 'the Wuxi measures on the authorized operation of public data (trial)' },
})

const ours = <Value>(value: Value): DatedValue<Value> => ({
  from: inForceFrom,
  value,
  standing: 'recommended',
  source: {
    zh: '办法未作规定，取系统默认值，可由数据主管部门调整',
    en: 'the measures are silent: our default, for the data authority to change',
  },
})

const unknown = <Value>(value: Value): DatedValue<Value> => ({
  from: inForceFrom,
  value,
  standing: 'unconfirmed',
  source: { zh: '', en: '' },
})

const since2025 = <Value>(value: Value, zh: string, en: string): DatedValue<Value> => ({
  from: nationalRulesFrom,
  value,
  standing: 'confirmed',
  source: { zh, en },
})

const national = <Value>(value: Value): DatedValue<Value> =>
  since2025(
    value,
    '发改数据规〔2025〕26号《公共数据资源登记管理暂行办法》',
    'NDRC data rules [2025] no. 26, interim measures on registering public data resources',
  )

const fujian = <Value>(value: Value): DatedValue<Value> =>
  since2025(value, '福建省公共数据资源登记有关规定（本市参照）', 'the registration rule of Fujian province, followed here as a model')

export const parameters = {
  nationalOverlay: open(
    1,
    'switch',
    '是否适用国家规定（叠加规则集）',
    'whether acts are judged by the national overlay too',
    ours(false as boolean),
  ),

  taskRemindDays: open(
    6,
    'days',
    '办理期限届满前提醒节点',
    'reminders before something must be done',
    ours([7, 3, 1] as readonly number[]),
  ),
  callRemindDays: open(9, 'days', '通告期满前提醒', 'reminder before a call closes', ours(3)),
  correctionWorkdays: open(9, 'workdays', '退回补正期限', 'to correct a returned application', ours(5)),
  jointReviewWorkdays: open(9, 'workdays', '联合审核总期限', 'for a joint review as a whole', ours(20)),
  bodyReplyWorkdays: open(9, 'workdays', '各会同单位回复期限，逾期不视为同意', 'for each body to answer; silence is not consent', ours(5)),
  expertPanelMin: open(5, 'count', '参与论证专家人数下限（取单数）', 'fewest experts on a panel, an odd number', ours(5)),
  expertTermYears: open(5, 'years', '专家每次聘期上限', 'longest appointment of an expert to the pool', ours(5)),
  noticeWorkdays: open(9, 'workdays', '拟定运营单位公示期', 'public notice of the preliminary choice', ours(5)),
  noticeFloorWorkdays: open(9, 'workdays', '公示期下限', 'shortest public notice that a call may set', ours(3)),
  objectionWorkdays: open(9, 'workdays', '公示异议处理期限', 'to answer an objection to a public notice', ours(15)),
  listCheckWorkdays: open(7, 'workdays', '失信、重大税收违法名单核验有效期', 'age up to which a list check counts at a decision', ours(10)),
  listIssuedDays: open(7, 'days', '导入名单距发布之日的最长天数', 'since it was issued up to which an imported list is asked', ours(60)),
  listRecheckMonths: open(7, 'months', '名单定期复核间隔', 'between two checks of the lists during the term', ours(1)),
  evidenceRemindDays: open(7, 'days', '证明材料到期前提醒', 'reminder before evidence expires', ours(30)),
  termYears: open(11, 'years', '授权运营最长期限', 'longest term of an authorization', said(2)),
  renewalWindowMonths: open(10, 'months', '期满前可重新申请的期间', 'before expiry in which to apply again', said(3)),
  renewalRemindDays: open(10, 'days', '重新申请提醒节点', 'reminders before expiry', ours([90, 60, 30, 15, 7, 1] as readonly number[])),
  banYears: open(10, 'years', '撤销后不得申请的期间', 'without application after a revocation for violation', said(3)),
  rectificationDaysMin: open(10, 'days', '限期整改最短期限', 'shortest time for a rectification', ours(15)),
  rectificationDaysMax: open(10, 'days', '限期整改最长期限', 'longest time for a rectification', ours(30)),
  rectificationExtensions: open(10, 'count', '整改可延期次数', 'extensions of one rectification', ours(1)),
  planValidMonths: open(26, 'months', '应急预案有效期', 'validity of an emergency plan', ours(12)),
  planGraceDays: open(26, 'days', '应急预案失效后的宽限期', 'grace after an emergency plan lapses', ours(0)),
  drillMonths: open(26, 'months', '应急演练间隔上限', 'between two emergency drills at most', ours(12)),
  firstDrillDays: open(26, 'days', '首次应急演练期限（自启用之日起）', 'for the first drill after going live', ours(30)),
  responsibleLetterWorkdays: open(
    14,
    'workdays',
    '责任人变更后重新签署责任书期限',
    'for a new letter after a responsible person changes',
    ours(10),
  ),

  dataObjectionAcceptWorkdays: open(13, 'workdays', '数据异议受理期限', 'to accept an objection to data', ours(2)),
  dataObjectionAnswerWorkdays: open(13, 'workdays', '数据异议答复期限', 'to answer an objection to data', ours(10)),
  periodicReportMonths: open(15, 'months', '定期报告周期', 'that a periodic report covers', ours(3)),
  periodicReportDueDays: open(
    15,
    'days',
    '定期报告报送期限（自周期届满之日起）',
    'to hand in a periodic report after its period',
    ours(15),
  ),
  periodicReportLimitDays: open(
    15,
    'days',
    '定期报告逾期后停止受理新申请',
    'overdue until a missing periodic report stops new requests',
    ours(0),
  ),
  periodicReportProposalDays: open(
    15,
    'days',
    '定期报告逾期后提出暂停建议',
    'overdue until a missing periodic report brings a proposal to suspend',
    ours(30),
  ),
  riskReportHours: open(15, 'hours', '风险情况书面报告期限', 'for the formal risk report after the stop', ours(24)),
  severeIncidentHours: open(15, 'hours', '较大以上网络安全事件报告期限', 'to report a severe cyber incident', unknown(1)),
  incidentHours: open(15, 'hours', '一般网络安全事件报告期限', 'to report an ordinary cyber incident', unknown(4)),
  ndaYearsAfter: open(16, 'years', '保密义务在离岗后的最短存续期', 'that a confidentiality duty outlasts the work, at least', ours(3)),
  trainingValidMonths: open(25, 'months', '安全培训有效期', 'validity of a security training', ours(12)),
  socialDataDeliveryDays: open(
    16,
    'days',
    '社会数据送达隔离区期限（自申报之日起）',
    'to deliver social data into quarantine after it was declared',
    ours(15),
  ),
  exportReviewers: open(16, 'count', '三级以上数据结果导出的复核人数', 'people who review an export of grade 3 or above', ours(2)),
  exportReviewWorkdays: open(16, 'workdays', '结果导出审核期限', 'to review an export of a result', ours(5)),
  exportDownloadDays: open(16, 'days', '导出文件下载期限（自审核同意之日起）', 'to fetch an export after it was approved', ours(14)),
  exportDownloads: open(16, 'count', '导出文件下载次数', 'times that an export may be fetched', ours(3)),
  liveJobs: open(16, 'count', '一个工作空间同时排队和运行的作业数', 'jobs of a workspace that wait or run at a time', ours(20)),
  parallelJobs: open(16, 'count', '一个工作空间同时运行的作业数', 'jobs of a workspace that run side by side', ours(2)),
  jobsPerDay: open(16, 'count', '一个工作空间每日作业数', 'jobs of a workspace in a day', ours(500)),
  jobMemoryMebibytes: open(16, 'mebibytes', '一个作业可用内存', 'memory of a job', ours(4096)),
  cpuMinutesPerDay: open(16, 'minutes', '一个工作空间每日计算时间', 'processor time of a workspace in a day', ours(240)),
  productReviewValidMonths: open(17, 'months', '产品审核结论有效期', 'validity of a product review', ours(12)),
  riskAssessmentMonths: open(25, 'months', '风险评估有效期', 'validity of a risk assessment', ours(12)),
  annualReportDraftMonths: open(
    18,
    'months',
    '年度运营报告初稿期限（自年末起）',
    'from the end of the year to the draft annual report',
    ours(1),
  ),
  annualReportMonths: open(
    18,
    'months',
    '年度运营报告定稿期限（自年末起）',
    'from the end of the year to the final annual report',
    ours(3),
  ),
  destructionWorkdays: open(19, 'workdays', '数据销毁期限', 'to destroy data after access is closed', ours(15)),
  personalDestructionDays: open(19, 'days', '个人信息销毁期限', 'to destroy personal information', ours(15)),
  destructionCertificateDays: open(19, 'days', '销毁证明出具期限', 'from the destruction to its certificate', ours(5)),
  signInFailuresMax: open(16, 'count', '登录连续失败锁定次数', 'failed sign-ins after which an account is locked for a while', ours(5)),
  signInLockMinutes: open(16, 'minutes', '登录失败锁定时长', 'that a sign-in stays locked', ours(15)),
  secondFactorDemanded: open(
    16,
    'switch',
    '管理员和机关人员是否必须使用动态口令',
    'whether administrators and public bodies must sign in with a second factor',
    ours(true as boolean),
  ),
  logRetentionMonths: open(16, 'months', '操作日志在线留存下限', 'that logs stay on line at least', unknown(6)),
  decisionRetentionYears: open(
    16,
    'years',
    '个人信息、重要数据访问日志及决定留存期限',
    'that decisions and access to personal or important data are kept',
    ours(3),
  ),

  registrationAcceptanceWorkdays: open(24, 'workdays', '登记受理期限', 'to accept a registration', ours(3), fujian(3)),
  registrationReviewWorkdays: open(24, 'workdays', '登记形式审核期限', 'for the form review of a registration', unknown(20)),
  registrationNoticeWorkdays: open(24, 'workdays', '登记公示期', 'public notice of a registration', ours(10), fujian(10)),
  minorRegistrationNoticeWorkdays: open(
    24,
    'workdays',
    '更正、续期、注销登记的公示期（0 为不公示）',
    'public notice of a correction, renewal or cancellation; 0 for none',
    ours(0),
  ),
  registrationDueWorkdays: open(
    24,
    'workdays',
    '首次登记期限（自首次交付之日起）',
    'from the first delivery to the first registration',
    ours(20),
    fujian(20),
  ),
  registrationCatchUpWorkdays: open(
    24,
    'workdays',
    '存量资源补登记期限',
    'to register what was running before the rule',
    ours(30),
    fujian(30),
  ),
  registrationYears: open(24, 'years', '登记有效期', 'validity of a registration', ours(3), national(3)),
  registrationRenewalDays: open(
    24,
    'days',
    '登记续展申请期（自有效期届满前）',
    'before expiry in which to renew a registration',
    unknown(60),
  ),
  disclosureMonths: open(24, 'months', '年度信息披露期限（自年末起）', 'from the end of the year to the yearly disclosure', ours(3), {
    from: day('2026-02-10'),
    value: 3,
    standing: 'confirmed',
    source: {
      zh: '国家数据局综合司2026年2月10日通知',
      en: 'notice of the general office of the National Data Administration, 10 February 2026',
    },
  }),
  billDueDays: open(23, 'days', '缴款通知书缴款期限', 'to pay after a payment notice', ours(30)),
  revenueWarnShare: open(22, 'share', '收入接近最高准许收入的预警线', 'of the permitted revenue at which to warn', ours(0.8)),
  revenueBlockShare: open(22, 'share', '收入达到最高准许收入的停售线', 'of the permitted revenue at which paid orders stop', ours(1)),
  permittedProfitShare: open(
    22,
    'share',
    '准许利润率（未见公布）',
    'permitted profit on cost; no published figure was found',
    unknown(undefined as number | undefined),
  ),
  assessmentDays: open(
    29,
    'days',
    '年度评估完成期限（自协议年度届满之日起）',
    'from the end of a contract year to its assessment',
    ours(60),
  ),
  assessmentLines: open(
    29,
    'count',
    '评估等次分数线（A、B、C，低于末线为 D，即不符合要求）',
    'points for grades A, B and C; below the last is D, not compliant',
    ours([90, 80, 60] as readonly number[]),
  ),
  evidenceAnswerWorkdays: open(29, 'workdays', '评估调取材料的答复期限', "to answer an assessor's request for evidence", ours(10)),

  fileMebibytesMax: open(24, 'mebibytes', '单个附件大小上限', 'of one attached file at most', ours(100)),
  uploadMebibytesMax: open(
    24,
    'mebibytes',
    '一名人员已上传而未随事项提交的附件总量上限',
    'of files that one person has sent and no act refers to, at most',
    ours(500),
  ),
  unusedUploadDays: open(24, 'days', '已上传而未随事项提交的附件保留天数', 'that a sent file is kept without an act', ours(30)),
  leaseSeconds: open(
    24,
    'seconds',
    '授权运营域租约时长，失联后停止新访问',
    'that the zone may work without word from the platform',
    ours(60),
  ),
  heartbeatSeconds: open(24, 'seconds', '授权运营域心跳间隔', 'between two heartbeats of the zone', ours(10)),
  accessCloseSeconds: open(24, 'seconds', '指令撤回后关闭访问的时限', 'from the withdrawal of an order to closed access', ours(60)),
  orderMinutes: open(24, 'minutes', '平台指令有效时间', 'that a signed order may be carried out', ours(10)),
  ticketMinutes: open(16, 'minutes', '人员进入授权运营域凭证的有效时间', "that a person's ticket to the zone is good", ours(15)),
  refusalsBeforeAlarm: open(16, 'count', '连续被拒访问触发告警的次数', 'refusals in a row that raise an alarm', ours(5)),
  unsealApprovals: open(3, 'count', '解封所需批准人数', 'approvals to break a seal', ours(2)),
  minimumGroup: open(16, 'count', '结果单元格最少主体数', 'fewest subjects in a released cell', ours(10)),
  dominanceContributors: open(16, 'count', '集中度检查所计前几位主体', 'largest contributors looked at for dominance', ours(2)),
  dominanceShare: open(16, 'share', '前几位主体占比上限', 'that the largest contributors may make up', ours(0.9)),
  dominanceMarginShare: open(
    16,
    'share',
    '他人推算误差下限（p% 规则）',
    'by which one contributor must fail to estimate another (p-percent rule)',
    ours(0.1),
  ),
  maximumRisk: open(16, 'share', '可接受的重识别风险上限', 'highest accepted re-identification risk', ours(0.1)),
  deidentificationRisk: open(
    16,
    'share',
    'GB/T 42460 第3级可接受的重标识风险',
    'highest re-identification risk that level 3 of GB/T 42460 accepts',
    unknown(0.05),
  ),
  deidentificationLevelMin: open(
    16,
    'count',
    '提供数据应当达到的去标识化等级下限（GB/T 42460，1 至 4 级）',
    'least level of de-identification (GB/T 42460, 1 to 4) that granted data must reach',
    unknown(2),
  ),
  resultRowsMax: open(16, 'count', '单次结果行数上限', 'rows in one result', ours(10_000)),
  resultBytesMax: open(16, 'bytes', '单次结果字节数上限', 'size of one result', ours(5_000_000)),
  jobSecondsMax: open(16, 'seconds', '单个任务运行时间上限', 'that one job may run', ours(300)),
} as const satisfies Record<string, Parameter<ParameterValue>>

export type ParameterKey = keyof typeof parameters

/** The numbers as rules read them: `parameters.noticeWorkdays`. */
export type Parameters = { readonly [Key in ParameterKey]: (typeof parameters)[Key]['values'][number]['value'] }

/** The value of one parameter on a day, with its standing and source. */
export const valueOn = <Value>({ words, values }: Pick<Parameter<Value>, 'words' | 'values'>, on: Day): DatedValue<Value> => {
  const found = values.findLast(({ from }) => from <= on)
  if (!found) throw new Error(`could not give "${words.en}" on ${on}: the measures are in force from ${inForceFrom}`)
  return found
}

/** A value that an act of the data authority set from a day on. */
export interface ParameterChange extends DatedValue<ParameterValue> {
  readonly parameter: ParameterKey
}

export const noChanges: readonly ParameterChange[] = []

/** All values of a parameter by their days: those of the law and those set by an act, which wins on the same day. */
export const valuesOf = (key: ParameterKey, changes: readonly ParameterChange[] = noChanges): readonly DatedValue<ParameterValue>[] => {
  const set = changes.filter(({ parameter }) => parameter === key)
  if (set.length === 0) return parameters[key].values
  const built = parameters[key].values.filter(({ from }) => !set.some((one) => one.from === from))
  return [...built, ...set].toSorted((one, other) => (one.from < other.from ? -1 : 1))
}

const freshOn = (on: Day, changes: readonly ParameterChange[]): Parameters =>
  Object.freeze(
    Object.fromEntries(
      Object.entries(parameters).map(([key, { words }]) => [
        key,
        valueOn({ words, values: valuesOf(key as ParameterKey, changes) }, on).value,
      ]),
    ),
  ) as unknown as Parameters

/** The last days asked for, by the list of changes: every act of a day is held against the same numbers. */
const knownByChanges = new WeakMap<readonly ParameterChange[], Map<Day, Parameters>>()
const mostDays = 64

/** Every number as it stands on a day; a day before the measures is a fault, since no rule judges it. */
export const parametersOn = (on: Day, changes: readonly ParameterChange[] = noChanges): Parameters => {
  const known = knownByChanges.get(changes) ?? new Map<Day, Parameters>()
  const found = known.get(on)
  if (found) return found
  const fresh = freshOn(on, changes)
  if (known.size >= mostDays) known.clear()
  knownByChanges.set(changes, known.set(on, fresh))
  return fresh
}
