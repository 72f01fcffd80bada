/** Chapter 6, articles 24 to 31: the platform, security and supervision. */
import { type ArticleText, by, words } from './article.ts'

export const supervision = {
  24: {
    name: words('管理服务平台', 'The management service platform'),
    gist: words(
      '授权、登记、发证、发布、分析都走同一个平台；授权运营域归平台管理，并与平台连通。',
      'The platform is the one channel: authorizations, registration, certificates, publication, analytics. The zone is managed by it and connected to it.',
    ),
    rules: {
      'W24-1': words(
        '授权运营域仅凭平台签名、未过期且与有效审定一致的指令开放数据',
        'the zone opens data only on a signed, unexpired order that matches a decision in force',
      ),
      'W24-2': words('指令撤回的，限时关闭访问', 'when an order is withdrawn access closes within a bounded time'),
      'W24-3': words('与平台失联超时的，授权运营域停止新的访问', 'a zone that lost the platform for too long gives no new access'),
      'W24-4': words('未取得证书的产品不得发布', 'no product is published without a certificate'),
    },
    upheldBy: [
      by('rule', '授权运营域校验指令签名、时效和租约', 'the zone checks signature, time and lease'),
      by('record', '指令与回执逐条留存', 'each order and its receipt are kept'),
      by('report', '平台与授权运营域定期对账', 'platform and zone compare what each believes is granted'),
    ],
  },
  25: {
    name: words('安全管理', 'Security management'),
    gist: words(
      '安全主管部门定标准、审产品、评风险、管应急、抓培训，并检查运营单位的责任是否落实。',
      'Security authorities set standards, review security, assess risk, handle emergencies, train people, inspect, and see that duties are met.',
    ),
    rules: {
      'W25-1': words('风险评估逾期的，不再受理产品审核', 'without a risk assessment of the last twelve months no new product review'),
      'W25-2': words('人员安全培训未通过或者逾期的，不得登录授权运营域', 'people without valid training cannot enter the zone'),
      'W25-3': words('检查发现的问题逾期未改的，启动第十条整改', 'a finding open beyond its due date opens a case under article 10'),
    },
    upheldBy: [
      by('rule', '平台核对评估和培训有效期', 'the platform checks that assessment and training are valid'),
      by('record', '留存审查、评估、培训和检查', 'reviews, assessments, trainings and inspections are kept'),
      by('person', '安全主管部门审查、检查、监督', 'security authorities review, inspect and supervise'),
    ],
  },
  26: {
    name: words('应急预案与演练', 'Emergency plans and drills'),
    gist: words(
      '网信等部门指导公共管理服务机构按场景制定应急预案并组织演练；未制定预案的，不得开展授权运营。',
      'Agencies make an emergency plan for each scenario under the guidance of the security authorities, and drills are held. Without a plan there is no authorized operation.',
    ),
    rules: {
      'W26-1': words(
        '场景所涉每一提供机构均有经批准且在有效期内的预案，方可启用',
        'a scenario starts only when every providing agency has an approved plan in force for it',
      ),
      'W26-2': words('预案失效的，宽限期满暂停该场景', 'when a plan lapses the scenario is suspended after the grace period'),
      'W26-3': words('上线前或者规定期限内完成首次演练', 'the first drill is held before going live or within the set time'),
    },
    upheldBy: [
      by('rule', '预案是启用场景的前提', 'the plan is a gate of the scenario'),
      by('reminder', '提示预案复审和演练期限', 'plan reviews and drills are announced'),
      by('person', '网信等部门指导、批准预案并组织演练', 'security authorities guide, approve and organize'),
    ],
  },
  27: {
    name: words('市场秩序与信用', 'Market order and credit'),
    gist: words(
      '数据提供机构要完善市场化运营制度；垄断、不正当竞争、损害消费者等行为由主管单位处置，不良信息记入信用档案。',
      'Agencies complete their market rules. Violations of competition or consumer law are handled by the competent bodies and go into the credit file.',
    ),
    rules: {
      'W27-1': words('无主管单位处理决定文号的，不得记入信用档案', 'no credit entry without the decision number of the competent body'),
      'W27-2': words('信用记录按规则影响后续申请', 'credit entries weigh on or block later applications by rule'),
      'W27-3': words(
        '运营单位可以查阅并提出异议，记录到期不再展示',
        'the operator can see its entries and object; expired ones are no longer shown',
      ),
    },
    upheldBy: [
      by('rule', '平台校验决定文号和记录期限', 'the platform asks for the decision number and watches the term'),
      by('record', '留存投诉、移送和处理结果', 'complaints, transfers and results are kept'),
      by('person', '发改、市场监管等部门依法处置', 'market bodies handle the violations'),
    ],
  },
  28: {
    name: words('数据知识产权', 'Data intellectual property'),
    gist: words(
      '知识产权主管部门牵头建立数据知识产权的保护机制，让权利得到保护、用得起来。',
      'The intellectual-property department and others build a mechanism to protect data rights and put them to use.',
    ),
    rules: {},
    upheldBy: [
      by('record', '登记数据知识产权并关联产品', 'registrations are kept and linked to products'),
      by('reminder', '提示登记到期', 'the end of a registration is announced'),
      by(
        'person',
        '知识产权主管部门处理侵权，平台据通知下架',
        'the department handles infringement; on its notice the platform takes the product off the shelf',
      ),
    ],
  },
  29: {
    name: words('年度评估', 'Yearly assessment'),
    gist: words(
      '数据主管部门委托第三方机构每年评估运营情况并分类分级评价，结果作为再次申请的重要依据；运营单位应当配合，不得拒绝、隐匿、瞒报。',
      'Each year a third party assesses and grades the operator. The result weighs on the next application; the operator must cooperate and hide nothing.',
    ),
    rules: {
      'W29-1': words('评估机构不得为运营单位或者其关联方', 'the assessor is not the operator nor affiliated with it'),
      'W29-2': words('评估结果不符合要求的，启动第十条整改', 'a result that does not comply opens a case under article 10'),
      'W29-3': words('逾期不提供评估材料的，记为拒绝配合', 'a request for evidence left unanswered is recorded as a refusal'),
      'W29-4': words('续期审查须列示历年评估结果，缺年度的不得续期', 'a renewal shows all yearly results; a missing year blocks it'),
    },
    upheldBy: [
      by('rule', '平台核对关联关系和历年结果', 'the platform checks affiliation and the yearly results'),
      by('reminder', '提示评估和材料答复期限', 'the assessment and its evidence requests are watched'),
      by('person', '第三方机构独立评估', 'the third party assesses independently'),
    ],
  },
  30: {
    name: words('容错纠错', 'Error tolerance'),
    gist: words(
      '遇有容错纠错、改革创新风险备案情形的，按本市有关文件办理。',
      'Honest mistakes and filed risks of reform are treated under the city document on error tolerance.',
    ),
    rules: {},
    upheldBy: [
      by(
        'record',
        '备案事项载明依据、事实和决定，不解除任何限制',
        'a filing states basis, facts and decision; it lifts no block by itself',
      ),
      by('person', '由有权机关认定', 'the competent body decides'),
    ],
  },
  31: {
    name: words('法律责任', 'Liability'),
    gist: words(
      '运营单位及相关人员违法的，直接承担法律责任；侵犯他人权益或者造成损失的，由运营单位直接承担。',
      'The operator and its people answer for breaches themselves; harm to others is borne by the operator directly.',
    ),
    rules: {},
    upheldBy: [
      by('record', '责任案件未结期间，相关日志和决定不得删除', 'while a case is open its logs and decisions cannot be deleted'),
      by('report', '按需出具可核验的证据材料', 'an evidence package that anyone can check is produced on demand'),
      by('person', '由司法机关和主管部门追究', 'courts and authorities hold to account'),
    ],
  },
} as const satisfies Record<number, ArticleText>
