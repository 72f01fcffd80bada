/** What each role is called on the screen. */
import type { Role } from '@yunhe/law/kernel/actor'

export const roles = {
  public: '社会公众',
  applicant: '申请单位',
  operator: '运营单位',
  'operator-security': '运营单位数据安全负责人',
  'operator-analyst': '运营单位数据分析人员',
  agency: '公共管理服务机构',
  'data-authority': '数据主管部门',
  mechanism: '协调机制成员单位',
  'joint-reviewer': '会同审核单位',
  expert: '专家组成员',
  'security-authority': '安全主管部门',
  finance: '财政部门',
  market: '发改、市场监管等部门',
  'data-center': '市大数据中心',
  'district-authority': '县级市、区数据主管部门',
  assessor: '第三方评估机构',
  registrar: '登记审核员',
  consumer: '产品使用单位',
  'system-admin': '系统管理员',
  'security-admin': '安全管理员',
  'audit-admin': '审计管理员',
  platform: '平台',
} as const satisfies Record<Role, string>
