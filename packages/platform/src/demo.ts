/** The demonstration: made-up organizations of a city and an account for each role. Never part of a production start. */
import type { Role } from '@yunhe/law'
import { usccFor } from '@yunhe/law/identifiers/uscc'
import { type DemoOrganization, openDemoPlace } from './demo-place.ts'

/** One password for all: it is printed on the sign-in page. */
export const demoPassword = 'yunhe-demo'

const city = '320200'

/** `kind` is the first two characters of the credit code: 11 an organ, 12 a public institution, 91 an enterprise. */
const organization = (
  kind: string,
  serial: number,
  name: string,
  roles: readonly Role[],
  ...people: DemoOrganization['people']
): DemoOrganization => ({
  code: usccFor(`${kind}${city}${String(serial).padStart(8, '0')}`),
  regionCode: city,
  name,
  roles,
  people,
})

/** An organ of a district; its code is of the city as all made-up ones are. */
const inDistrict = (regionCode: string, ...told: Parameters<typeof organization>): DemoOrganization => ({
  ...organization(...told),
  regionCode,
})

const one = (login: string, name: string, ...roles: readonly Role[]) => ({ login, name, roles })

export const demoOrganizations: readonly DemoOrganization[] = [
  organization(
    '11',
    1,
    '市数据局（示例）',
    ['data-authority', 'mechanism', 'registrar'],
    one('authority', '数据局经办人', 'data-authority'),
    one('authority-mechanism', '数据局协调机制委员', 'mechanism'),
    one('registrar', '登记审核员', 'registrar'),
  ),
  organization(
    '11',
    2,
    '市委网信办（示例）',
    ['security-authority', 'mechanism'],
    one('cyberspace', '网信办经办人', 'security-authority'),
    one('cyberspace-mechanism', '网信办协调机制委员', 'mechanism'),
  ),
  organization(
    '11',
    3,
    '市公安局（示例）',
    ['joint-reviewer', 'mechanism', 'security-authority'],
    one('police', '公安局经办人', 'joint-reviewer'),
    one('police-security', '公安局网络安全监管员', 'security-authority'),
    one('police-mechanism', '公安局协调机制委员', 'mechanism'),
  ),
  organization(
    '11',
    4,
    '市司法局（示例）',
    ['joint-reviewer', 'mechanism'],
    one('justice', '司法局经办人', 'joint-reviewer'),
    one('justice-mechanism', '司法局协调机制委员', 'mechanism'),
  ),
  organization(
    '11',
    5,
    '市财政局（示例）',
    ['finance', 'mechanism'],
    one('finance', '财政局经办人', 'finance'),
    one('finance-mechanism', '财政局协调机制委员', 'mechanism'),
  ),
  organization('11', 6, '市交通运输局（示例）', ['agency'], one('transport', '交通局数据管理员', 'agency')),
  organization('11', 7, '市统计局（示例）', ['agency'], one('statistics', '统计局数据管理员', 'agency')),
  organization('11', 9, '市市场监督管理局（示例）', ['market'], one('market', '市场监管局经办人', 'market')),
  organization('11', 10, '市国家安全局（示例）', ['security-authority'], one('state-security', '国家安全局经办人', 'security-authority')),
  organization('11', 11, '市国家保密局（示例）', ['security-authority'], one('secrecy', '保密局经办人', 'security-authority')),
  organization('11', 12, '市发展改革委（示例）', ['market'], one('reform', '发展改革委经办人', 'market')),
  organization('11', 13, '市商务局（示例）', ['market'], one('commerce', '商务局经办人', 'market')),
  organization('11', 14, '市知识产权局（示例）', ['market'], one('intellectual-property', '知识产权局经办人', 'market')),
  organization(
    '12',
    8,
    '市大数据中心（示例）',
    ['data-center'],
    one('datacenter', '大数据中心操作员', 'data-center'),
    one('datacenter-witness', '大数据中心监督员', 'data-center'),
  ),
  organization(
    '91',
    21,
    '运河数据运营有限公司（示例）',
    ['applicant', 'operator'],
    one('operator', '运营公司经理', 'applicant', 'operator'),
    one('operator-security', '运营公司数据安全负责人', 'operator-security', 'operator'),
    one('engineer', '运营公司工程师', 'operator', 'operator-analyst'),
    one('analyst', '运营公司数据分析员', 'operator-analyst'),
  ),
  organization('91', 22, '太湖智算科技有限公司（示例）', ['applicant', 'operator'], one('applicant', '太湖智算经办人', 'applicant')),
  organization('91', 31, '江南物流有限公司（示例）', ['consumer'], one('consumer', '物流公司工程师', 'consumer')),
  organization(
    '12',
    41,
    '江南数据研究院（示例）',
    ['expert'],
    ...[1, 2, 3, 4, 5, 6, 7].map((number) => one(`expert${number}`, `专家${'一二三四五六七'[number - 1]}`, 'expert')),
  ),
  inDistrict(
    '320281',
    '11',
    61,
    '江阴市数据局（示例）',
    ['district-authority'],
    one('jiangyin', '江阴市数据局经办人', 'district-authority'),
  ),
  inDistrict(
    '320281',
    '11',
    62,
    '江阴市交通运输局（示例）',
    ['agency', 'joint-reviewer'],
    one('jiangyin-transport', '江阴市交通局数据管理员', 'agency', 'joint-reviewer'),
  ),
  inDistrict('320282', '11', 63, '宜兴市数据局（示例）', ['district-authority'], one('yixing', '宜兴市数据局经办人', 'district-authority')),
  organization('91', 42, '公信评估有限公司（示例）', ['assessor'], one('assessor', '评估机构项目负责人', 'assessor')),
  organization(
    '11',
    51,
    '平台运行中心（示例）',
    ['system-admin', 'security-admin', 'audit-admin'],
    one('sysadmin', '系统管理员', 'system-admin'),
    one('secadmin', '安全管理员', 'security-admin'),
    one('auditadmin', '审计管理员', 'audit-admin'),
  ),
]

/** As the sign-in page lists them. */
export const demoAccounts = demoOrganizations.flatMap(({ name, people }) =>
  people.map(({ login, name: displayName, roles }) => ({
    login,
    password: demoPassword,
    displayName,
    organizationName: name,
    roles: [...roles],
  })),
)

/** Registers what is not registered yet; a second start changes nothing. */
export const openDemo = { accounts: demoAccounts, open: openDemoPlace(demoOrganizations, demoPassword) }
