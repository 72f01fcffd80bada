/** Chapter 4, articles 11 to 19: rights of operators and how they must conduct themselves. */
import { type ArticleText, by, words } from './article.ts'

export const conduct = {
  11: {
    name: words('书面申请与期限', 'Written plan and term'),
    gist: words(
      '书面申请应当报告运营范围、期限、合理收益测算方法、安全措施和期满资产处置，运营时间最长两年。',
      'The written plan has five parts: scope, term, how a reasonable return is estimated, security measures, and what happens to the assets at the end. Two years at most.',
    ),
    rules: {
      'W11-1': words('五项内容缺任何一项的，不得提交', 'a plan with any of its five parts empty cannot be submitted'),
      'W11-2': words('运营期限超过两年的，不予受理', 'a term longer than two years is refused'),
      'W11-3': words('协议期限不得超过批准的期限', 'the agreement cannot run longer than the approved term'),
      'W11-4': words('期满后按资产处置方案执行', 'at the end the disposal plan is carried out'),
    },
    upheldBy: [
      by('rule', '平台校验五项内容和期限', 'the platform checks the five parts and the term'),
      by('record', '留存签章的申请原件', 'the signed original is kept'),
      by('person', '数据主管部门判断内容是否合理', 'the data authority judges what the plan says'),
    ],
  },
  12: {
    name: words('一申请一清单一审定', 'One application, one list, one decision'),
    gist: words(
      '运营单位在授权范围内申请数据；数据主管部门会同相关单位和数据提供机构，对每件申请的一份清单作出一次审定，分别评估合理性、合规性、安全性。',
      'Data is asked for inside the authorized scope. Each application has one list and gets one joint decision with three separate conclusions: reasonable, compliant, secure.',
    ),
    rules: {
      'W12-1': words('申请的数据不得超出授权范围和方式', 'a request stays within the scope and mode of the authorization'),
      'W12-2': words(
        '一件申请只有一份清单、一次审定，清单自提交起锁定',
        'one list and one decision for each request; the list is frozen at submission',
      ),
      'W12-3': words(
        '数据主管部门、各提供机构和应当会同的单位未全部答复的，审定无效',
        'a decision is valid only when the data authority, every providing agency and every required body have answered',
      ),
      'W12-4': words('合理性、合规性、安全性均应当通过', 'all three criteria must pass'),
      'W12-5': words('场景不需要的字段应当说明必要性', 'fields the scenario does not need must be justified'),
      'W12-6': words('数据使用期限不得晚于授权期满日', 'a grant of data cannot end after the authorization'),
      'W12-7': words('数据只能用于申请载明的场景', 'data is granted for the stated scenario only'),
    },
    upheldBy: [
      by('rule', '平台比对范围、锁定清单、核对各方意见', 'the platform compares scopes, freezes the list and counts the answers'),
      by('record', '留存三项结论及其理由', 'three conclusions are kept, each with its reasons'),
      by('reminder', '提示尚未答复的单位', 'bodies that have not answered are reminded'),
      by('person', '数据主管部门、相关单位和提供机构作出审定', 'the data authority, the joint-review bodies and the agencies decide'),
    ],
  },
  13: {
    name: words('数据异议', 'Objection to data'),
    gist: words(
      '运营单位发现公共数据有误，可以向数据主管部门提出异议。',
      'An operator who finds public data wrong can object to it at the data authority.',
    ),
    rules: {
      'W13-1': words(
        '提供机构书面答复并说明理由后方可办结；异议成立的，更新数据并通知所涉产品',
        'an objection closes only with a reasoned reply of the provider; if upheld, a new version goes out and every product that rests on the data is told',
      ),
    },
    upheldBy: [
      by('rule', '无提供机构答复不得办结', 'no closing without the reply of the provider'),
      by('reminder', '提示受理和答复期限', 'the time to accept and to answer is watched'),
      by('person', '提供机构核查并更正数据', 'the agency checks and corrects its data'),
    ],
  },
  14: {
    name: words('运营主体责任', 'Responsibility of the operator'),
    gist: words(
      '谁运营谁负责、谁使用谁负责；运营单位主要负责人是第一责任人。',
      'Who operates is responsible, who uses is responsible; the head of the operator is the first responsible person.',
    ),
    rules: {
      'W14-1': words(
        '第一责任人和数据安全负责人未签署责任书的，授权不得启用',
        'no start before the first responsible person and the security head have signed',
      ),
      'W14-2': words('责任人变更后未按期重新签署的，暂停授权', 'after a change of person a new letter in time, else suspension'),
    },
    upheldBy: [
      by('rule', '责任书签署是启用授权的前提', 'the signed letters are a gate of the authorization'),
      by('record', '每项授权载明责任人', 'each authorization names the responsible persons'),
    ],
  },
  15: {
    name: words('依法运营与风险报告', 'Lawful operation and risk reports'),
    gist: words(
      '运营单位要守住数据安全底线，按期报告、备好预案、配合检查、投足安全经费；数据关联后可能造成危害的，立即停下来并如实报告。',
      'No leak, theft, tampering, damage, loss or misuse; report regularly, have an emergency plan, accept inspection, fund security. If combining data reveals something dangerous, stop at once and report truthfully.',
    ),
    rules: {
      'W15-1': words('运营单位无有效应急预案的，授权不得启用', 'no start without a valid emergency plan of the operator'),
      'W15-2': words(
        '风险报告所涉数据资产即时冻结，由数据主管部门解除',
        'a risk report freezes what it concerns until the data authority releases it',
      ),
      'W15-3': words('定期报告逾期的，逐级限制权限', 'an overdue periodic report limits rights step by step'),
      'W15-4': words(
        '停止操作全程留痕，运营单位不得自行撤销',
        'a stop is always recorded with time, actor and object, and the operator cannot undo it',
      ),
      'W15-5': words('监督检查所需材料应当能够随时提供', 'an inspection can have its evidence package on demand'),
    },
    upheldBy: [
      by('rule', '一键停止即时冻结任务、结果和产品', 'one press of the stop freezes the job, its results and its products'),
      by('reminder', '提示定期报告期限', 'periodic reports are announced and watched'),
      by(
        'report',
        '风险情况即时通报数据主管部门和安全主管部门',
        'a risk is told to the data authority and the security authorities at once',
      ),
      by('person', '运营单位如实报告，数据主管部门检查', 'the operator reports truthfully, the data authority inspects'),
    ],
  },
  16: {
    name: words('授权运营域内运营', 'Work inside the zone'),
    gist: words(
      '数据只在授权运营域内处理，资源、脱敏、导出成本由运营单位承担；人员须实名、备案、审查并签保密协议，操作可查；有操作规程，产品须验证排查；社会数据经审核方可导入融合。',
      'Data is worked on only inside the zone, at the cost of the operator. People are identified, filed, vetted and bound by a confidentiality agreement; all they do is recorded. Products are verified, outside data comes in only after review.',
    ),
    rules: {
      'W16-1': words(
        '实名认证、备案、审查、保密协议缺一不得登录；保密协议到期的，登录关闭',
        'without identity, filing, vetting and confidentiality agreement no entry; when the agreement ends the entry closes',
      ),
      'W16-2': words('保密协议未明确期限或者违约责任的，无效', 'a confidentiality agreement without term or breach clause does not count'),
      'W16-3': words('原始数据不出域，只有经审核的结果可以导出', 'raw data never leaves, only reviewed results do'),
      'W16-4': words(
        '未经审核同意的社会数据留在隔离区，不得融合计算',
        'outside data that is not approved stays in quarantine and cannot be joined',
      ),
      'W16-5': words('未完成验证和隐患排查的产品，不得送审', 'a product without verification and hazard check cannot go to review'),
      'W16-6': words('未报备操作规程的，不予开通工作空间', 'no workspace without operating procedures on file'),
      'W16-7': words('人员离岗的，当日收回全部会话和密钥', 'when a person leaves, all sessions and keys are withdrawn the same day'),
      'W16-8': words('操作无法留痕的，不予执行', 'what cannot be recorded is not carried out'),
    },
    upheldBy: [
      by('rule', '授权运营域在入口、运行和导出三处把关', 'the zone guards the entry, the run and the exit'),
      by('record', '操作先留痕后执行，按量计费', 'each act is recorded before it happens and its cost is metered'),
      by('person', '数据主管部门会同相关部门审核社会数据导入', 'the data authority and the departments review data from outside'),
    ],
  },
  17: {
    name: words('产品审核', 'Product review'),
    gist: words(
      '产品上市前要过安全、数据两道审核，两家各审各的；审核过哪个场景就只能用在哪个场景，变相使用也不行。',
      'A product passes both the security authority and the data authority, and is not used, openly or in disguise, in a scenario that was not reviewed.',
    ),
    rules: {
      'W17-1': words(
        '同一版本须由安全主管部门和数据主管部门的不同人员分别签署',
        'two bodies and two different persons sign this exact version',
      ),
      'W17-2': words(
        '无场景凭证或者场景不在审核范围的调用，拒绝并记录',
        'a call without a scenario token or for a scenario not approved is refused and recorded',
      ),
      'W17-3': words('新版本、新场景须重新审核', 'a new version or a new scenario needs a new review'),
      'W17-4': words('审核结论逾期失效', 'a review expires'),
    },
    upheldBy: [
      by(
        'rule',
        '平台核对双方签署，网关核对每次调用的场景',
        'the platform checks both signatures, the gateway checks the scenario of every call',
      ),
      by('record', '留存审核版本和拒绝的调用', 'the reviewed version and the refused calls are kept'),
      by('person', '两部门分别审查，识别变相使用', 'both bodies review by themselves and look for use in disguise'),
    ],
  },
  18: {
    name: words('年度运营报告', 'Annual operation report'),
    gist: words(
      '运营单位每年交一份报告，把产品从存储、加工、利用到安全和市场的情况说清楚。',
      'Every year the operator reports on storage, processing, analysis and use, security management, and the market side of its products.',
    ),
    rules: {
      'W18-1': words('五个部分缺一不得提交', 'a report with any of its five sections missing cannot be submitted'),
      'W18-2': words('有年度报告未提交的，不得续期', 'a year without a report blocks renewal'),
      'W18-3': words('数据与平台记录不一致的，应当说明', 'figures that differ from the records of the platform need an explanation'),
    },
    upheldBy: [
      by('rule', '平台校验五个部分和差异说明', 'the platform checks the sections and the explanations'),
      by('reminder', '提示报送期限', 'the due date is announced'),
      by('report', '平台按计量、日志和销售记录预填报告', 'the platform fills the draft from meter, log and sales'),
    ],
  },
  19: {
    name: words('数据销毁', 'Destruction of data'),
    gist: words(
      '资格被撤销的，销毁所获数据；个人信息处理目的已实现、无法实现或者不再必要的，销毁相关数据；法律、行政法规另有规定的除外。',
      'Data is destroyed when the qualification is revoked, and personal information when its purpose is met, impossible or gone, unless a law says otherwise.',
    ),
    rules: {
      'W19-1': words('资格撤销的，立即关闭访问并启动销毁', 'a revocation closes access at once and opens a destruction task'),
      'W19-2': words(
        '个人信息处理目的终结的，停止读取并启动销毁',
        'when the purpose of personal information ends, reading stops and a task opens',
      ),
      'W19-3': words(
        '经核验、见证人不同于执行人、数据主管部门验收后方可办结',
        'a task closes only with verification, a witness other than the executor, and acceptance by the data authority',
      ),
      'W19-4': words('依法保留应当载明依据和截止日', 'a legal hold needs a basis in law and an end'),
      'W19-5': words('已销毁的数据不得依原审定再次提供', 'destroyed data cannot be granted again under the old decision'),
    },
    upheldBy: [
      by('rule', '撤销或者目的终结自动触发销毁任务', 'revocation or the end of the purpose opens the task by itself'),
      by(
        'record',
        '留存清单、方式、执行人、见证人、核验和证明',
        'inventory, method, executor, witness, verification and certificate are kept',
      ),
      by('reminder', '提示销毁期限', 'the time to destroy is watched'),
      by('person', '见证人在场，数据主管部门验收', 'a witness attends, the data authority accepts'),
    ],
  },
} as const satisfies Record<number, ArticleText>
