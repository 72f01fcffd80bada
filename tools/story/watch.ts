/** Step 12: the public complains, a user corrects the register, a citizen's objection brings a change of it down, and a stranger sees from the status list which certificate is still good. */
import { gunzipSync } from 'node:zlib'
import { caseOfReceipt } from '../../packages/platform/src/public/receipt.ts'
import { passerBy } from './client.ts'
import { theObjectedChange } from './objections.ts'
import { type Teller, usccOf } from './teller.ts'

export const theWatch = async (story: Teller, product: string): Promise<void> => {
  story.chapter(12, '社会监督：投诉举报，更正登记，公示异议', 'The public watches: a complaint, a correction of the register, an objection')
  await theComplaint(story)
  await theCorrection(story, product)
  await theObjectedChange(story, product)
}

const theComplaint = async (story: Teller): Promise<void> => {
  const street = passerBy(story.origin)
  const form = {
    subject: '接口说明与返回不符',
    organization: usccOf('operator'),
    text: '说明中没有写明统计口径，返回的平均延误无法使用。',
    realName: '陈某某',
    contact: '13600000000',
  }
  const { status, body } = await street.send('/complaints', form)
  const receipt = /<code>([0-9A-F]{24})<\/code>/.exec(String(body))?.[1] ?? ''
  story.check(
    'complaint.file',
    undefined,
    status === 200 && receipt !== '',
    '市民实名投诉，取得查询编号。',
    'a citizen complains and gets a receipt number',
  )
  const deed = (act: string, asked: unknown) => ({ plural: 'complaints', act, id: caseOfReceipt(receipt), asked })
  await story.does('authority', deed('transfer', { to: usccOf('market'), reason: '属于市场监管部门职责' }))
  await story.isRefused('market', deed('answer', { outcome: '已责令补充说明' }), 'A27')
  await story.does('market', deed('acknowledge', { receipt: '锡市监收〔2026〕12号' }))
  await story.does('market', deed('answer', { outcome: '已责令补充说明' }))
  await story.does('authority', deed('close', { outcome: '运营单位应当更正登记说明' }))
  const page = String((await street.send('/complaints/answer', { receipt })).body)
  story.check(
    'complaint.close',
    undefined,
    page.includes('运营单位应当更正登记说明') && !page.includes(form.realName) && !page.includes(form.text),
    '凭编号查到处理结果；页面不显示投诉人和投诉内容。',
    'the receipt number shows the outcome, and neither who complained nor of what',
  )
}

const theCorrection = async (story: Teller, product: string): Promise<void> => {
  const correction = {
    product,
    particulars: { summary: '按航线查询航班数量与平均延误分钟数；延误按实际离港时间统计。' },
    ground: '登记说明缺少统计口径',
    evidence: '接口返回样例与投诉处理结果',
  }
  const deed = (act: string, id: string, asked: unknown = {}) => ({ plural: 'registrations', act, id, asked })
  await story.isRefused('applicant', { plural: 'registrations', act: 'apply-correction', asked: correction }, 'A24')
  const id = await story.does('consumer', { plural: 'registrations', act: 'apply-correction', asked: correction })
  await story.isRefused('registrar', deed('complete', id), 'A24')
  await story.does('registrar', deed('review', id, { finding: '情况属实' }))
  await story.does('registrar', deed('complete', id))
  await story.settle()
  const { body } = await (await story.as('registrar')).get(`/api/cases/products/${product}`)
  const [first, second]: readonly { number: string; standing: string }[] = body.state.certificates
  story.check(
    'product.amend-registration',
    undefined,
    first?.standing === 'corrected' && second?.standing === 'issued' && body.stage === 'published',
    `换发证书 ${second?.number}，原证书 ${first?.number} 失效，接口照常服务。`,
    `${second?.number} is issued, ${first?.number} is no longer good, and the API goes on`,
  )
  story.check(
    'status-list',
    undefined,
    (await isRevoked(story, first?.number ?? '')) && !(await isRevoked(story, second?.number ?? '')),
    '状态列表由任何人下载核对：原证书已标记失效，新证书没有。',
    'anybody reads it from the status list: the old one is marked, the new one is not',
  )
}

/** As a stranger does it: from the credential to its entry, from the entry to the list, from the list to the bit. */
const isRevoked = async (story: Teller, number: string): Promise<boolean> => {
  const credential = await claimsAt(`${story.origin}/certificates/${number}/credential`)
  const entry = credential.credentialStatus.find((one: { statusPurpose: string }) => one.statusPurpose === 'revocation')
  const list = await claimsAt(`${story.origin}${new URL(entry.statusListCredential).pathname}`)
  const bits = gunzipSync(Buffer.from(list.credentialSubject.encodedList.slice(1), 'base64url'))
  const place = Number(entry.statusListIndex)
  return ((bits[place >> 3] ?? 0) & (0x80 >> (place & 7))) !== 0
}

const claimsAt = async (address: string) => {
  const [, payload = ''] = (await (await fetch(address)).text()).split('.')
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
}
