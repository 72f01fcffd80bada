/** Tasks of chapter 3: who applies, who reviews, who advises, who deliberates, who decides. */

import { scoreItems } from '@yunhe/law/identifiers/kinds'
import { filingFor } from '../../../../tools/story/call-papers.ts'
import { thePanel } from '../../../../tools/story/open-review.ts'
import { authorizationOf, dayAfter, theAcceptedApplication, theApplication, theCall } from '../../../../tools/story/open-work.ts'
import { membersOfMechanism } from '../../../../tools/story/people.ts'
import { act, code, field, given, kind, law, plain, type Said, say, stage, word } from './said.ts'
import { add, answer, follow, menu, option, paste, perform, picture, press, row, see, submit, tag } from './step.ts'
import type { Task } from './task.ts'

const theScenario = given('scenario', '要办的申请', 'the application')

const conditions = filingFor('', { from: '', until: '' }, '').evidence.map(({ condition }) => condition)

/** One paper for each of the six conditions of article 7, as they stand in the applicant's own spreadsheet. */
const evidence: Said = (tongue) =>
  conditions
    .map((condition, place) => [
      code(condition)(tongue),
      say('证明材料', 'certificate')(tongue),
      `ZM-2026-${place + 1}`,
      say('主管机关', 'the competent authority')(tongue),
      '2026-01-01',
      '2029-12-31',
      say('附盖章扫描件。', 'A sealed scan is attached.')(tongue),
    ])
    .map((cells) => cells.join('\t'))
    .join('\n')

/** A mark for each item of the sheet. */
const scores: Said = (tongue) =>
  Object.values(scoreItems)
    .map((item, place) => `${law(item)(tongue)}\t${86 + place}`)
    .join('\n')

export const admission: readonly Task[] = [
  {
    id: 'joint-opinion',
    role: 'joint-reviewer',
    login: 'police',
    title: { zh: '对授权运营申请出具会同审核意见', en: 'Give the joint-review opinion on an application' },
    prepare: async (scene) => ({ scenario: (await theAcceptedApplication(scene)).scenario }),
    steps: [
      follow(theScenario),
      see(stage('applications', 'accepted')),
      ...perform(
        'application.opine',
        option('application', 'conclusion', code('agree')),
        answer(
          'application',
          'reason',
          say('材料齐全，符合第七条规定的条件。', 'The papers are complete and the conditions of article 7 are met.'),
        ),
      ),
      see(say('材料齐全，符合第七条规定的条件。', 'The papers are complete and the conditions of article 7 are met.')),
      picture(say('意见已记入申请和账本', 'The opinion stands in the application and in the ledger')),
    ],
  },
  {
    id: 'accept-application',
    role: 'data-authority',
    login: 'authority',
    title: { zh: '形式审查并受理申请', en: 'Check an application for form and accept it' },
    prepare: async (scene) => ({ scenario: (await theApplication(scene)).scenario }),
    steps: [
      follow(theScenario),
      picture(say('申请的当前情况和可以办理的事项', 'An application: what stands and what may be done')),
      ...perform('application.accept'),
      see(stage('applications', 'accepted')),
    ],
  },
  {
    id: 'expert-opinion',
    role: 'expert',
    title: { zh: '提交专家论证意见', en: 'Give an expert opinion' },
    prepare: async (scene) => {
      const { scenario, login } = await thePanel(scene)
      return { scenario, login }
    },
    steps: [
      follow(theScenario),
      ...perform(
        'application.expert-opine',
        option('application', 'conflict', say('无利益冲突', 'none')),
        press((tongue) => word(({ paste: words }) => words.into(field('sheet', 'application')(tongue)))(tongue)),
        paste(
          word((words) => words.paste.text),
          scores,
        ),
        press(word((words) => words.paste.add(String(Object.keys(scoreItems).length)))),
        answer('application', 'opinion', say('方案可行，安全措施到位。', 'The plan is feasible and its safeguards suffice.')),
      ),
      picture(say('论证意见已提交', 'The opinion is given')),
    ],
  },
  {
    id: 'vote',
    role: 'mechanism',
    login: 'justice-mechanism',
    title: { zh: '在协调机制审议中发表意见', en: 'Vote in a deliberation of the coordination mechanism' },
    prepare: async (scene) => {
      const agenda = scene.say(`第 ${scene.number} 号审议：是否撤销授权`, `Deliberation ${scene.number}: whether to revoke`)
      const subject = await authorizationOf(scene)
      await scene.story.does('authority', {
        plural: 'deliberations',
        act: 'convene',
        asked: { type: 'revoke', subject, agenda, members: membersOfMechanism() },
      })
      return { agenda }
    },
    steps: [
      follow(given('agenda', '审议事项', 'the deliberation')),
      ...perform(
        'deliberation.vote',
        option('deliberation', 'vote', code('against')),
        answer(
          'deliberation',
          'opinion',
          say('整改已经完成，不具备撤销的理由。', 'The rectification is done: there is no ground to revoke.'),
        ),
      ),
      see(say('整改已经完成，不具备撤销的理由。', 'The rectification is done: there is no ground to revoke.')),
      picture(say('本单位的审议意见已记录', 'The vote of this body is recorded')),
    ],
  },
  {
    id: 'apply',
    role: 'applicant',
    login: 'applicant',
    title: { zh: '提交授权运营申请', en: 'File an application to operate public data' },
    prepare: async (scene) => {
      const { title, scenario } = await theCall(scene)
      return { call: title, scenario, from: dayAfter(scene.today, 40), until: dayAfter(scene.today, 400) }
    },
    steps: [
      menu(kind('applications')),
      follow(word(({ list }) => list.open)),
      option('application', 'call', given('call', '通告名称', 'the call')),
      option('application', 'scenarios', given('scenario', '通告所列的应用场景', 'a scenario of the call')),
      answer(
        'application',
        'scope',
        say('航线分析所需的航班运行数据', 'Flight data that the study of routes needs'),
        field('plan', 'application'),
      ),
      answer('application', 'from', given('from', '起始日', 'first day'), field('plan', 'application')),
      answer('application', 'until', given('until', '截止日', 'last day'), field('plan', 'application')),
      answer('application', 'returnMethod', say('按成本加合理利润测算', 'Cost plus a reasonable margin'), field('plan', 'application')),
      answer(
        'application',
        'securityMeasures',
        say('全部处理在授权运营域内进行', 'All work is done inside the zone'),
        field('plan', 'application'),
      ),
      answer('application', 'assetDisposal', say('期满封存并销毁', 'Sealed and destroyed at the end'), field('plan', 'application')),
      press((tongue) => word(({ paste }) => paste.into(field('evidence', 'application')(tongue)))(tongue)),
      paste(
        word((words) => words.paste.text),
        evidence,
      ),
      press(word((words) => words.paste.add(String(conditions.length)))),
      answer('application', 'securityHead', say('数据安全负责人', 'Head of data security')),
      answer('application', 'securityDepartment', say('数据安全部', 'Data security')),
      picture(say('填写申请；每次停顿都会自动保存草稿', 'Filling in the application; it is kept as a draft by itself')),
      ...submit('application.submit'),
      see(stage('applications', 'submitted')),
      picture(say('申请已提交，等待受理', 'The application is filed and waits to be accepted')),
    ],
  },
  {
    id: 'district-call',
    role: 'district-authority',
    login: 'jiangyin',
    title: { zh: '发布本区域授权运营通告', en: 'Publish a call for operators of the district' },
    prepare: async ({ number, today, say: told }) => ({
      title: told(`江阴市第 ${number} 号申报通告：港口客流`, `Jiangyin call ${number}: port traffic`),
      from: today,
      until: dayAfter(today, 30),
    }),
    steps: [
      menu(kind('calls')),
      follow(word(({ list }) => list.open)),
      press(act('call.publish')),
      answer('call', 'title', given('title', '通告名称', 'title of the call')),
      answer('call', 'summary', say('面向港口客流分析，征集公共数据授权运营单位。', 'Operators are sought for the study of port traffic.')),
      option('call', 'mode', code('scenario')),
      add(field('scenarios', 'call')),
      answer('call', 'id', plain('port-traffic'), row(field('scenarios', 'call'), 1)),
      answer('call', 'name', say('港口客流分析', 'Study of port traffic'), row(field('scenarios', 'call'), 1)),
      tag('call', 'data', say('港口客流数据', 'traffic of the port'), row(field('scenarios', 'call'), 1)),
      answer('call', 'openFrom', given('from', '申报开始日', 'first day')),
      answer('call', 'openTo', given('until', '申报截止日', 'last day')),
      answer('call', 'conditions', say('申请单位应当符合办法第七条规定的六项条件。', 'Applicants meet the six conditions of article 7.')),
      option('call', 'reviewBodies', plain('江阴市交通运输局（示例）')),
      answer('call', 'expertCount', plain('5')),
      ...submit('call.publish'),
      see(given('title', '通告名称', 'title of the call'), 'heading'),
      see(stage('calls', 'published')),
      picture(say('通告已发布，公开页面同时可见', 'The call is published, and stands on the public pages')),
    ],
  },
]
