/** Tasks of chapter 6: complaints, assessments, figures. */
import { figureNamed } from '@yunhe/platform/contract'
import { theAssessment } from '../../../../tools/story/open-review.ts'
import { theTransferredComplaint } from '../../../../tools/story/open-work.ts'
import { code, given, kind, law, plain, say, stage, word } from './said.ts'
import { answer, follow, menu, option, perform, picture, see, unfold } from './step.ts'
import type { Task } from './task.ts'

const inTerm = figureNamed('authorizations-in-term')

export const supervision: readonly Task[] = [
  {
    id: 'answer-complaint',
    role: 'market',
    login: 'market',
    title: { zh: '签收移送的投诉并反馈处理结果', en: 'Acknowledge a complaint passed on and answer it' },
    prepare: async (scene) => ({ subject: (await theTransferredComplaint(scene)).subject }),
    steps: [
      follow(given('subject', '投诉举报事项', 'the complaint')),
      ...perform('complaint.acknowledge', answer('complaint', 'receipt', say('锡市监收〔2026〕21号', 'market supervision 2026-21'))),
      ...perform(
        'complaint.answer',
        answer('complaint', 'outcome', say('已责令按公示价格重新出账。', 'The operator must bill again at the published price.')),
      ),
      see(stage('complaints', 'answered')),
      picture(say('处理结果已反馈数据主管部门', 'The outcome is handed back to the data authority')),
    ],
  },
  {
    id: 'assess',
    role: 'assessor',
    login: 'assessor',
    title: { zh: '声明独立性并调取评估材料', en: 'Declare independence and ask for the evidence of a year' },
    // Each language has a contract year of its own, so that both can be played.
    prepare: (scene) => theAssessment(scene, scene.language === 'en' ? 2 : 1),
    steps: [
      menu(kind('assessments')),
      follow(given('title', '评估任务', 'the assessment')),
      ...perform(
        'assessment.declare',
        option('assessment', 'independence', code('independent')),
        answer('assessment', 'statement', say('与被评估单位无利害关系。', 'Not bound to the operator in any way.')),
      ),
      ...perform(
        'assessment.request-evidence',
        option('assessment', 'indicator', plain('safety')),
        answer('assessment', 'material', say('本年度安全事件清单及处置记录。', 'Incidents of the year and how they were dealt with.')),
      ),
      see(say('本年度安全事件清单及处置记录。', 'Incidents of the year and how they were dealt with.')),
      picture(say('已声明独立性并调取材料，等待运营单位提供', 'Independence is declared and evidence asked for')),
    ],
  },
  {
    id: 'read-figure',
    role: 'data-authority',
    login: 'authority',
    title: { zh: '查看运营指标及其定义', en: 'Read a figure and its definition' },
    steps: [
      menu(word(({ nav }) => nav.analytics)),
      see(law(inTerm.title), 'heading'),
      unfold(
        word(({ analytics }) => analytics.definition),
        law(inTerm.title),
      ),
      see(law(inTerm.definition)),
      picture(say('指标、数值和定义', 'The figure, its amount and its definition')),
    ],
  },
]
