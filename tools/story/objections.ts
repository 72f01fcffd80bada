/** Article 24: citizens object to registrations in public notice; one objection is not upheld, one is. */
import { caseOfReceipt } from '../../packages/platform/src/public/receipt.ts'
import { passerBy } from './client.ts'
import type { Teller } from './teller.ts'

type Objection = Readonly<Record<'realName' | 'contact' | 'ground' | 'evidence', string>>

const raise = async (story: Teller, place: string, objection: Objection): Promise<string> => {
  const street = passerBy(story.origin)
  const nameless = await street.send(`${place}/objections`, { ...objection, realName: '' })
  story.check(
    'registration-objection.raise',
    'A24',
    nameless.status === 422 && String(nameless.body).includes(objection.ground),
    '匿名提出的登记异议不予受理，所填内容保留。',
    'an objection without a name is refused, and what was typed is kept',
  )
  const { status, body } = await street.send(`${place}/objections`, objection)
  const receipt = /<code>([0-9A-F]{24})<\/code>/.exec(String(body))?.[1] ?? ''
  const page = String((await street.page(place)).body)
  story.check(
    'registration-objection.raise',
    undefined,
    status === 200 && receipt !== '' && !page.includes(objection.realName) && !page.includes(objection.ground),
    '市民在公示期内实名提出异议，取得查询编号；页面不显示异议人和理由。',
    'a citizen objects during the notice and gets a receipt number; the page shows neither who nor why',
  )
  return receipt
}

const answer = async (story: Teller, receipt: string, conclusion: 'upheld' | 'dismissed', text: string): Promise<void> => {
  const deed = { plural: 'registration-objections', act: 'decide', id: caseOfReceipt(receipt) }
  const asked = { conclusion, finding: '已向运营单位和数据提供单位核实。', answer: text }
  await story.isRefused('authority', { ...deed, asked }, 'A24')
  await story.does('registrar', { ...deed, asked })
  await story.isRefused('registrar', { ...deed, asked }, 'A24')
  const { body } = await passerBy(story.origin).send('/objections', { receipt })
  story.check(
    'registration-objection.decide',
    undefined,
    String(body).includes(text),
    '异议人凭查询编号查到答复。',
    'the receipt number shows the objector the answer',
  )
}

/** While its notice runs. @returns the receipt number */
export const objectToProduct = (story: Teller, product: string): Promise<string> =>
  raise(story, `/products/${product}`, {
    realName: '林某某',
    contact: '13500000000',
    ground: '按航线统计可能推知单个航班的延误。',
    evidence: '公开的航班时刻表',
  })

/** Once the notice is over: no code before the answer. */
export const answerAboutProduct = async (story: Teller, product: string, receipt: string): Promise<void> => {
  await story.isRefused('registrar', { plural: 'products', act: 'code', id: product, asked: {} }, 'A24')
  await answer(story, receipt, 'dismissed', '经核查，结果经小样本抑制，单个航班不能推知，异议不成立。')
}

/** A change in the register that an objection brings down. */
export const theObjectedChange = async (story: Teller, product: string): Promise<void> => {
  const asked = {
    product,
    particulars: { summary: '按航线查询准点率排名。' },
    ground: '便于使用单位理解',
    evidence: '修改前后说明对照',
  }
  const id = await story.does('operator', { plural: 'registrations', act: 'apply-change', asked })
  const deed = (act: string, more: unknown = {}) => ({ plural: 'registrations', act, id, asked: more })
  await story.does('registrar', deed('review', { finding: '材料齐全' }))
  await story.does('registrar', deed('open-notice'))
  const receipt = await raise(story, `/matters/${id}`, {
    realName: '何某某',
    contact: '13400000000',
    ground: '接口返回的是航班数量和平均延误，没有排名。',
    evidence: '接口返回样例',
  })
  await answer(story, receipt, 'upheld', '经核查，拟变更的说明与接口返回不符，异议成立，不予变更。')
  await story.isRefused('registrar', deed('complete'), 'A24')
  await story.does('registrar', deed('reject', { reason: '公示异议成立，说明与返回内容不符。' }))
}
