/** Tasks of chapter 4: data into the catalog, questions to it inside the zone, results out of it, and its end. */

import { authorizedDomains } from '@yunhe/law/identifiers/kinds'
import { theCheckedExport } from '../../../../tools/story/open-export.ts'
import { authorizationOf, dayAfter, rowsOf } from '../../../../tools/story/open-work.ts'
import { usccOf } from '../../../../tools/story/teller.ts'
import { code, field, given, kind, law, plain, say, stage, word } from './said.ts'
import { answer, await_, fill, follow, menu, option, perform, picture, press, row, see, submit, tick, unfold, write } from './step.ts'
import type { Task } from './task.ts'

const sql =
  'select address, sex, count(*) as people, avg(monthly_income) as mean_income from residents group by address, sex order by address, sex'

export const conduct: readonly Task[] = [
  {
    id: 'register-item',
    role: 'agency',
    login: 'transport',
    title: { zh: '将数据编入目录并确认数据治理', en: 'Enter data in the catalog and certify its governance' },
    prepare: async ({ number, say: told }) => ({
      item: told(`公交刷卡数据 ${number}`, `Bus card taps ${number}`),
      dataset: `bus_taps_${number}`,
    }),
    steps: [
      menu(kind('catalog-items')),
      follow(word(({ list }) => list.open)),
      answer('catalog-item', 'title', given('item', '数据名称', 'name of the data')),
      answer('catalog-item', 'dataset', given('dataset', '数据集标识', 'name of the dataset')),
      option('catalog-item', 'domain', law(authorizedDomains.transport)),
      answer('catalog-item', 'name', plain('ride_day'), row(field('fields', 'catalog-item'), 1)),
      option('catalog-item', 'type', code('date'), row(field('fields', 'catalog-item'), 1)),
      answer('catalog-item', 'title', say('乘车日期', 'day of the ride'), row(field('fields', 'catalog-item'), 1)),
      option('catalog-item', 'personal', code('none'), row(field('fields', 'catalog-item'), 1)),
      option('catalog-item', 'grade', code('general-2'), row(field('fields', 'catalog-item'), 1)),
      option('catalog-item', 'openAttribute', code('conditional')),
      answer('catalog-item', 'updateCycle', say('每月', 'monthly')),
      answer('catalog-item', 'summary', say('公交刷卡的日期和线路。', 'Days and lines of bus rides.')),
      picture(say('编入数据目录', 'Entering data in the catalog')),
      ...submit('catalog-item.register'),
      see(stage('catalog-items', 'registered')),
      ...perform(
        'catalog-item.govern',
        answer('catalog-item', 'statement', say('已完成治理和质量核验。', 'Governed, and its quality checked.')),
      ),
      see(stage('catalog-items', 'governed')),
    ],
  },
  {
    id: 'answer-objection',
    role: 'agency',
    login: 'transport',
    title: { zh: '核查并答复数据异议', en: 'Look into an objection to data and answer it' },
    prepare: async (scene) => {
      const item = (await rowsOf(scene, 'transport', 'catalog-items')).find(({ title }) => title === '航班运行数据')?.id
      const target = scene.say(`第 ${scene.number} 行延误分钟数异常`, `Delay of row ${scene.number} looks wrong`)
      const evidence = scene.say('与航班动态公开信息不一致。', 'It differs from the published flight status.')
      await scene.story.does('operator', { plural: 'data-objections', act: 'raise', asked: { item, target, evidence } })
      return { target }
    },
    steps: [
      follow(given('target', '异议内容', 'the objection')),
      ...perform('data-objection.accept'),
      ...perform(
        'data-objection.answer',
        option('data-objection', 'outcome', code('dismissed')),
        answer(
          'data-objection',
          'reason',
          say('经核查，该航班跨日到达，数据无误。', 'The flight arrived on the next day: the data is right.'),
        ),
      ),
      see(code('dismissed')),
      see(say('经核查，该航班跨日到达，数据无误。', 'The flight arrived on the next day: the data is right.')),
      picture(say('答复已送达运营单位', 'The answer stands before the operator')),
    ],
  },
  {
    id: 'vote-export',
    role: 'agency',
    login: 'statistics',
    title: { zh: '进域查看拟导出的结果并投票', en: 'Look at a result inside the zone and vote on its export' },
    prepare: theCheckedExport,
    steps: [
      follow(given('file', '导出文件', 'the file')),
      press(word(({ exporting }) => exporting.look)),
      await_(plain('mean_income')),
      picture(say('内容只在授权运营域中显示，旁边是自动检查的结果', 'The content is shown from inside the zone, beside the checks')),
      ...perform(
        'export.vote',
        option('export', 'conclusion', code('approve')),
        answer('export', 'reason', say('均为分组统计，可以导出。', 'Only grouped figures: it may leave.')),
      ),
    ],
  },
  {
    id: 'query',
    role: 'operator-analyst',
    login: 'analyst',
    title: { zh: '在授权运营域内查询、读取结果并申请导出', en: 'Ask a question inside the zone, read the answer and ask for its export' },
    steps: [
      menu(word(({ nav }) => nav.workbench)),
      follow(plain('航班准点率分析')),
      press(word(({ workbench }) => workbench.enter)),
      write(
        word(({ workbench }) => workbench.editor),
        plain(sql),
      ),
      press(word(({ workbench }) => workbench.run)),
      press(word(({ workbench }) => workbench.result)),
      await_(plain('mean_income')),
      picture(say('结果经输出核查后显示', 'The result is shown after the output checks')),
      tick(word(({ workbench }) => workbench.kinds.sql ?? '')),
      fill(
        word(({ exporting }) => exporting.context),
        say(
          '2026年4月居民月收入均值，按区和性别，单位为元，不含人数不足的组。',
          'Mean monthly income of residents in April 2026 by district and sex, in yuan, without groups that are too small.',
        ),
      ),
      press(word(({ exporting }) => exporting.check)),
      fill(
        word(({ exporting }) => exporting.purpose),
        say('向旅客服务改进工作组提供背景数据。', 'Background for the group that improves passenger services.'),
      ),
      fill(
        word(({ exporting }) => exporting.recipients),
        plain(usccOf('operator')),
      ),
      press(word(({ exporting }) => exporting.request)),
      see(
        word(({ exporting }) => exporting.requested),
        'status',
      ),
      picture(say('导出申请已提交，等待审核单位投票', 'The export is asked for and waits for the votes')),
    ],
  },
  {
    id: 'hand-over-evidence',
    role: 'operator-security',
    login: 'operator-security',
    title: { zh: '向检查单位提供材料', en: 'Hand evidence over to an inspection' },
    prepare: async (scene) => {
      const { story, number, today, say: told } = scene
      const title = told(`第 ${number} 号专项检查：访问日志`, `Inspection ${number}: access logs`)
      const asked = { authorization: await authorizationOf(scene), title, plannedFor: today }
      const id = await story.does('cyberspace', { plural: 'inspections', act: 'plan', asked })
      const material = told('四月份工作空间访问日志。', 'Access logs of the workspace in April.')
      await story.does('cyberspace', { plural: 'inspections', act: 'request-evidence', id, asked: { material, due: dayAfter(today, 7) } })
      return { title }
    },
    steps: [
      follow(given('title', '检查名称', 'the inspection')),
      ...perform(
        'inspection.answer-evidence',
        answer('inspection', 'number', plain('1')),
        answer(
          'inspection',
          'answer',
          say('访问日志已导出并附摘要，未见异常登录。', 'The logs are attached with their digest; no odd sign-in was found.'),
        ),
      ),
      unfold(word(({ casePage }) => casePage.preview)),
      see(say('访问日志已导出并附摘要，未见异常登录。', 'The logs are attached with their digest; no odd sign-in was found.')),
      picture(say('材料已提供，检查单位随即可见', 'The evidence is handed over and the inspectors see it')),
    ],
  },
  {
    id: 'destroy',
    role: 'data-center',
    login: 'datacenter',
    title: { zh: '在见证下执行数据销毁', en: 'Carry out a destruction before a witness' },
    prepare: async ({ story, number, say: told }) => {
      const title = told(`停车场进出数据 ${number}`, `Car park entries ${number}`)
      const item = await story.does('transport', {
        plural: 'catalog-items',
        act: 'register',
        asked: {
          title,
          dataset: `car_park_${number}`,
          domain: 'transport',
          fields: [{ name: 'day', type: 'date', title: told('日期', 'day'), personal: 'none', required: true, grade: 'general-2' }],
          openAttribute: 'conditional',
          secrecy: false,
          updateCycle: told('每月', 'monthly'),
          summary: told('停车场进出车次。', 'Cars that go in and out.'),
        },
      })
      await story.settle()
      const closed = { openAttribute: 'prohibited', secrecy: false, reason: told('停车场已拆除。', 'The car park is gone.') }
      await story.does('transport', { plural: 'catalog-items', act: 'change-attribute', id: item, asked: closed })
      await story.settle()
      const reason = told('数据不再需要。', 'The data is no longer needed.')
      const id = await story.does('authority', {
        plural: 'destructions',
        act: 'open-for-item',
        asked: { trigger: 'no-longer-needed', item, reason },
      })
      const method = told('销毁数据密钥并清除密文', 'Destroy the key of the data and wipe the cipher text')
      await story.does('authority', { plural: 'destructions', act: 'approve', id, asked: { method } })
      return { title }
    },
    steps: [
      follow(given('title', '数据名称', 'name of the data')),
      ...perform(
        'destruction.execute',
        option('destruction', 'executor', plain('大数据中心操作员')),
        option('destruction', 'witness', plain('大数据中心监督员')),
      ),
      picture(say('销毁由执行人和见证人共同负责', 'The destruction names who carries it out and who watches')),
    ],
  },
]
