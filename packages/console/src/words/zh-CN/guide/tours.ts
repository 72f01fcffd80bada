/** The first steps of each role in Chinese. */
import type { TourWords } from '../../../app/guide/tours.ts'

export const tours: TourWords = {
  parts: {
    waiting: '先看这里：轮到您办理的事项，期限最近的排在前面。点名称进入，页面会说明能办什么、不能办的依据是哪一条。',
    search: '记不清在哪里时，在这里查找事项、数据和条款。任何页面按 / 键都能到这里。',
    bell: '轮到您办理、快到期、已逾期和被督办时，铃铛会提示。通知按事项和日期归在一起。',
    guide: '每个页面都有说明：做什么用、能办什么、依据哪些条款。按 ? 键打开，也可以从那里重新开始本导览。',
  },
  doors: {
    'data-authority': {
      '/cases/applications': '申请从受理、会同审核、论证、公示到确定，都在这里逐步办理。',
      '/cases/data-requests': '运营单位的数据申请：相关单位提出意见后，由您对每份清单作出一次审定。',
      '/late': '各单位逾期未办的事项。需要时，从这里发出督办。',
    },
    'district-authority': {
      '/cases/applications': '本区域的申请从受理到确定，都在这里逐步办理。',
      '/cases/data-requests': '本区域的数据申请：相关单位提出意见后，由您作出审定。',
      '/late': '本区域各单位逾期未办的事项。',
    },
    operator: {
      '/cases/data-requests': '从这里申请使用数据：一件申请、一份清单，写明用于什么目的。',
      '/workbench': '数据申请同意并开通后，从这里进入授权运营域加工。数据不出域。',
      '/cases/products': '加工成的产品在这里起草、送审、登记和发布。',
    },
    'operator-security': {
      '/cases/risk-reports/new': '发现数据关联后可能造成危害的，从这里一键停止并报告，停止立即生效。',
      '/cases/persons': '参与人员的实名、备案、审查、保密协议和培训，办齐后方可准入。',
      '/cases/destructions': '封存和销毁的进展，以及销毁证明。',
    },
    'operator-analyst': {
      '/cases/data-requests': '查看本单位获准使用哪些数据、用于什么目的、到哪天为止。',
      '/workbench': '从这里进入授权运营域：先用仿真数据编写，再提交作业。',
      '/cases/exports': '结果要带出授权运营域，从这里申请，经检查和投票同意后下载。',
    },
    applicant: {
      '/cases/calls': '正在征集运营单位的通告，写明条件和申报期限。',
      '/cases/applications/new': '从这里提交申请。填写时自动保存，可以分几次完成。',
      '/cases/applications': '查看申请到了哪一步；被退回补正的，按列出的内容一次补齐。',
    },
    agency: {
      '/cases/catalog-items': '本单位的公共数据目录：确认治理和审查情况、供数、确认字段分级。',
      '/cases/data-requests': '有单位申请使用本单位数据的，在这里提出意见。',
      '/cases/data-objections': '运营单位认为数据有误的，在这里核查、答复。',
    },
    mechanism: {
      '/cases/deliberations': '提请审议的授权、终止和撤销事项，在这里发表意见。',
      '/cases/applications': '查看审议事项所依据的申请材料和审核意见。',
    },
    'joint-reviewer': {
      '/cases/applications': '会同审核运营单位申请，在这里出具本单位意见。',
      '/cases/data-requests': '会同评估数据申请的合理性、合规性和安全性。',
    },
    expert: {
      '/cases/applications': '被抽中的论证任务在这里。先申报是否有利益冲突，再提交论证意见。',
      '/cases/experts': '查看本人的聘期，申报利害关系单位。',
    },
    'security-authority': {
      '/cases/products': '产品上市前的安全审核，只由安全主管部门出具结论。',
      '/cases/risk-reports': '运营单位报告和平台自动停止的风险，在这里研判、解除或者转入封存。',
      '/cases/inspections': '对运营单位的检查：立项、调取证据、记录问题、核销整改。',
    },
    finance: {
      '/cases/bills': '有偿使用收入的入库只由财政部门确认，在这里办理。',
      '/cases/distributions': '各方约定的收益分配规则。',
      '/meter': '账单所依据的调用计量。',
    },
    market: {
      '/cases/complaints': '移送来的投诉举报，在这里签收、处理和反馈。',
      '/cases/credit-records': '不良信息记入信用档案、处理异议和修复。',
    },
    'data-center': {
      '/cases/catalog-items': '各单位数据的供数进展和结果。',
      '/cases/destructions': '批准后的销毁由您执行，并有见证。',
      '/zones': '各授权运营域的运行状态。',
    },
    assessor: {
      '/cases/assessments': '受委托的评估：先声明独立性，再调取材料、评分。',
      '/cases/indicator-systems': '评分所依据的指标、权重和等级。',
    },
    registrar: {
      '/cases/registrations': '变更、更正、续期和注销登记的形式审核。',
      '/cases/products': '首次登记：形式审核、公示、赋码和发证。',
      '/cases/registration-objections': '公示期内收到的异议：核查后答复，答复前不得赋码。',
    },
    consumer: {
      '/cases/products': '已发布的产品：用途、字段、价格和登记证书。',
      '/cases/subscriptions': '申请使用产品，获准后在这里领取密钥。密钥只显示一次。',
      '/cases/bills': '本单位的账单和缴款通知书。',
    },
    'system-admin': {
      '/accounts': '在这里开立、停用账户，签发一次性密码。角色由安全管理员授予。',
      '/zones': '各授权运营域的运行状态。',
    },
    'security-admin': {
      '/accounts': '在这里授予角色、解除锁定和动态口令。账户由系统管理员开立。',
      '/rules': '平台适用的规则集及其依据。',
    },
    'audit-admin': {
      '/audit': '查看操作记录，并核对它们是否与账本一致。',
      '/ledger': '核验账本的检查点和单条记录的证明。',
    },
  },
}
