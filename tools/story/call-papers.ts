/** The papers of a call and of an application to it, as the story and the demonstration file them. */

export const scenario = 'flight-punctuality'

const conditions = [
  'sound-and-capable',
  'no-major-violation',
  'on-no-list',
  'security-organized',
  'protection-and-cryptography',
  'mature-management',
]

export const evidenceUntil = (validTo: string) =>
  conditions.map((condition, place) => ({
    condition,
    kind: '证明材料',
    number: `ZM-2026-${place + 1}`,
    issuer: '主管机关',
    validFrom: '2026-01-01',
    validTo,
    document: `第${place + 1}项条件的证明材料，附盖章扫描件。`,
  }))

export interface Term {
  readonly from: string
  readonly until: string
}

export const planFor = (term: Term) => ({
  scope: '航班准点率分析场景所需的航班运行数据',
  ...term,
  returnMethod: '按运营成本加合理利润测算，利润率不超过核定水平',
  securityMeasures: '全部处理在授权运营域内进行，人员实名准入，结果经检查后导出',
  assetDisposal: '期满后关闭访问、封存并销毁工作空间，出具销毁证明',
})

export const filingFor = (call: string, term: Term, evidenceValidTo: string) => ({
  call,
  scenarios: [scenario],
  plan: planFor(term),
  evidence: evidenceUntil(evidenceValidTo),
  securityHead: '数据安全负责人',
  securityDepartment: '数据安全部',
})

export const callOf = (
  openFrom: string,
  openTo: string,
  reviewBodies: readonly string[],
  title = '航班准点率分析场景公共数据授权运营申报通告',
) => ({
  title,
  summary: '面向航班准点率分析场景，征集公共数据授权运营单位。',
  mode: 'scenario',
  scenarios: [{ id: scenario, name: '航班准点率分析', description: '按航线和月份统计航班延误情况', data: ['航班运行数据'] }],
  openFrom,
  openTo,
  conditions: '申请单位应当符合办法第七条规定的六项条件，并提交运营方案。',
  noticeWorkdays: 5,
  reviewBodies,
  expertCount: 5,
  expertFields: ['data-security', 'legal-compliance'],
})
