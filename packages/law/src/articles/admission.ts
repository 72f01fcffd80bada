/** Chapter 3, articles 7 to 10: how operators are chosen and how they leave. */
import { type ArticleText, by, words } from './article.ts'

export const admission = {
  7: {
    name: words('运营单位条件', 'Conditions for an operator'),
    gist: words(
      '运营单位须经营良好且有专业能力、无重大违法、未列入失信和重大税收违法名单、明确安全负责人与制度、具备等保和密评能力、具备成熟的数据管理和安全能力。',
      'Six conditions: sound and capable, no major violation, on no list of dishonest debtors or major tax cases, a named security head with rules, protection and cryptography assessed, mature data management.',
    ),
    rules: {
      'W7-1': words(
        '六项条件中任一项缺少经认可的证明材料的，不得提交，不得授权',
        'without accepted evidence for each of the six conditions nothing can be submitted or granted',
      ),
      'W7-2': words(
        '列入失信被执行人或者重大税收违法名单的，不予授权',
        'an applicant on the list of dishonest debtors or major tax cases is refused',
      ),
      'W7-3': words(
        '未明确数据安全负责人和管理部门的，不予受理',
        'without a named security head and department the application is refused',
      ),
      'W7-4': words('决定时名单核验结果已过有效期的，须重新核验', 'a list check that is too old at the decision must be made again'),
      'W7-5': words('授权期间被列入名单的，自动告警并启动整改', 'a hit during the term raises an alarm and opens a rectification case'),
    },
    upheldBy: [
      by('rule', '平台逐项核对六项条件和名单核验日期', 'the platform checks each condition and the date of the list check'),
      by('person', '数据主管部门会同相关单位认定证明材料', 'the data authority and the joint-review bodies accept or reject the evidence'),
      by('reminder', '等保、密评等证明到期提醒', 'expiring evidence is announced in time'),
    ],
  },
  8: {
    name: words('授权方式', 'Modes of authorization'),
    gist: words(
      '分综合授权、领域授权、场景授权三种，授权范围随方式确定。',
      'Three modes, comprehensive, by domain and by scenario; the mode decides how the scope is written.',
    ),
    rules: {
      'W8-1': words(
        '领域授权应当选定领域，场景授权应当列明场景及所需数据，综合授权应当说明跨层级、跨地域、跨系统、跨部门、跨业务的理由',
        'domain mode names a domain, scenario mode a scenario and its data, comprehensive mode says why it must cross levels, regions, systems, departments or lines of work',
      ),
      'W8-2': words('数据申请超出授权方式所定范围的，不予受理', 'a data request outside the scope of the mode is refused'),
    },
    upheldBy: [by('rule', '平台按授权方式校验范围', 'the platform holds the scope against the mode')],
  },
  9: {
    name: words('确定方式', 'How an operator is chosen'),
    gist: words(
      '先发布通告、限期申报，再会同审核、专家论证、初步确定并公示，公示无异议后会同确定。',
      'In this order: a public call with conditions, applications in the set time, joint review, expert opinion, preliminary choice, public notice, and, with no objection open, confirmation.',
    ),
    rules: {
      'W9-1': words('不在通告规定时间内的申请，不予受理', 'an application outside the window of the call is refused'),
      'W9-2': words('同一单位在同一通告下只能有一件在办申请', 'one organization has one live application in a call'),
      'W9-3': words('未经会同审核和专家论证，不得初步确定', 'no preliminary choice without joint review and expert opinion'),
      'W9-4': words('公示未满规定工作日的，不得结束', 'a public notice cannot end before its working days are over'),
      'W9-5': words(
        '异议未处理完毕的，不得确定；异议成立的，退回审核或者不予确定',
        'an open objection stops confirmation; an upheld one sends the case back or ends it',
      ),
      'W9-6': words('通告发布后，申报条件不得变更', 'the conditions of a call are frozen once it is published'),
    },
    upheldBy: [
      by('rule', '平台按步骤逐项放行', 'the platform opens each step only after the one before'),
      by('record', '留存每一条审核、论证和异议意见', 'every opinion and objection is kept'),
      by('reminder', '提示申报截止和公示期满', 'the end of the window and of the notice are announced'),
      by('person', '数据主管部门会同相关单位作出判断', 'the data authority decides with the joint-review bodies'),
    ],
  },
  10: {
    name: words('整改、终止、重新申请与禁入', 'Rectification, termination, renewal and ban'),
    gist: words(
      '出现五种情形之一的，责令限期整改、反馈并暂停权限，逾期未改的终止资格；期满前三个月内可重新申请；因违法违规被撤销的，三年内不得申请。',
      'Five cases lead to an order to rectify in a set time with all rights suspended, and to termination if it is not done. Renewal is asked for in the last three months. After a revocation for violation the operator may not apply for three years.',
    ),
    rules: {
      'W10-1': words(
        '暂停期间不得登录运营域、调用接口、导出结果或者提出新申请，仅可查阅整改材料',
        'while suspended: no zone, no calls, no export, no new request; only the rectification file can be read',
      ),
      'W10-2': words('整改经数据主管部门验收后方可恢复', 'rights come back only after the data authority accepts the rectification'),
      'W10-3': words('重新申请应当在期满前三个月内提出', 'renewal is submitted within the three months before expiry'),
      'W10-4': words('期满未获续期的，权限于当日二十四时关闭', 'without renewal all rights close at 24:00 on the last day'),
      'W10-5': words('禁入期内的申请不予受理', 'an application by a banned organization is refused until three years after the revocation'),
      'W10-6': words('禁入只适用于因违法违规被撤销的单位', 'a ban needs a revocation for violation as its cause'),
      'W10-7': words('重新申请应当附最近一次年度评估结果', 'renewal needs the last assessment result'),
    },
    upheldBy: [
      by('rule', '平台即时暂停全部权限，按期终止或者恢复', 'the platform suspends everything at once and ends or resumes by the rules'),
      by('reminder', '整改到期和授权期满分级提醒', 'rectification deadlines and the coming expiry are announced in steps'),
      by('record', '留存整改反馈、验收和撤销原因', 'feedback, acceptance and cause are kept'),
      by(
        'person',
        '数据主管部门责令整改并验收，协调机制审议终止和撤销',
        'the data authority orders and accepts; the mechanism deliberates on the end',
      ),
    ],
  },
} as const satisfies Record<number, ArticleText>
