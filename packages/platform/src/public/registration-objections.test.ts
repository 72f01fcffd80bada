import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { activeAuthorization, day, morningOf } from '../scenes/admission.ts'
import { noticedProduct } from '../scenes/circulation.ts'
import { deliveredItem, openedRequest } from '../scenes/conduct.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'
import { caseOfReceipt } from './receipt.ts'

let tested: TestedPlatform
let request: string
let product: string
beforeAll(async () => {
  tested = await testPlatform({ zone: true })
  request = await openedRequest(tested, await activeAuthorization(tested), await deliveredItem(tested))
  product = await noticedProduct(tested, request)
})
afterAll(() => tested.stop())

const filled = { realName: '吴"某"某', contact: '0510-8100', ground: '返回的水位与现场不符', evidence: '现场照片<三张>' }
const hidden = [filled.realName, filled.contact, filled.ground, '现场照片']
const lastMoment = '23:59:30+08:00'

const page = (path: string) => tested.passerBy.get(path)
const objecting = (place: string, change: object = {}) => tested.passerBy.send(`${place}/objections`, { ...filled, ...change })
const receiptIn = (body: string) => /<code>([0-9A-F]{24})<\/code>/.exec(body)?.[1] ?? ''
const lookedUp = (receipt: string) => tested.passerBy.send('/objections', { receipt })
const objectionAs = async (login: string, receipt: string) =>
  (await tested.signedIn(login)).get(`/api/cases/registration-objections/${caseOfReceipt(receipt)}`)
const acts = async (login: string, plural: string, id: string, act: string, asked: object = {}) => {
  const { status, body } = await (await tested.signedIn(login)).post(`/api/cases/${plural}/${id}/acts/${act}`, asked)
  return status === 200 ? [] : (body.refusals as { code: string }[]).map(({ code }) => code)
}
const decides = (receipt: string, conclusion: 'upheld' | 'dismissed', answer: string) =>
  acts('registrar', 'registration-objections', caseOfReceipt(receipt), 'decide', { conclusion, finding: '已与现场比对', answer })
const received = async () => (await tested.reads('registrar', '/api/cases/registration-objections')).total

describe('the page of a product in notice', () => {
  it.each(['zh-CN', 'en'])('A24 has the form to object, complete without JavaScript, in %s', async (language) => {
    const { status, raw } = await page(`/products/${product}?lang=${language}`)
    expect(status).toBe(200)
    expect(raw.body).toMatch(new RegExp(`<form method="post" action="/products/${product}/objections"`))
    expect(raw.body).not.toMatch(/<script|javascript:|\son[a-z]+=|undefined/i)
  })

  it.each(['realName', 'contact', 'evidence'])(
    'A24 without %s comes back with the rule, the field, and everything that was typed',
    async (field) => {
      const { status, raw } = await objecting(`/products/${product}`, { [field]: '' })
      expect(status).toBe(422)
      expect(raw.body).toMatch(new RegExp(`<div class="errors" role="alert">.*href="#${field}">A24 `, 's'))
      expect(raw.body).toMatch(new RegExp(`id="${field}"[^>]* aria-invalid="true"`))
      if (field !== 'realName') expect(raw.body).toContain('value="吴&quot;某&quot;某"')
      if (field !== 'evidence') expect(raw.body).toContain('现场照片&lt;三张&gt;</textarea>')
      expect(raw.body).toContain(`${filled.ground}</textarea>`)
      expect(await received()).toBe(0)
    },
  )

  it('A24 without a ground the field is named and what was typed is kept', async () => {
    const { status, raw } = await objecting(`/products/${product}`, { ground: '' })
    expect(status).toBe(422)
    expect(raw.body).toMatch(/href="#ground"/)
    expect(raw.body).toContain('value="0510-8100"')
  })

  it('A24 the link to the other language leads back to the form, also from what came back', async () => {
    const { raw } = await objecting(`/products/${product}`, { realName: '' })
    const other = /<a href="([^"]+)" lang="en"/.exec(raw.body)?.[1] ?? ''
    const { status, raw: english } = await page(other)
    expect([status, english.body.includes('Object to this registration')]).toEqual([200, true])
  })

  it('A24 what is not in notice takes no objection, and does not say whether it is there', async () => {
    expect((await objecting('/products/not-there')).status).toBe(404)
    expect((await objecting('/matters/not-there')).status).toBe(404)
  })
})

describe('an objection that is not upheld', () => {
  let receipt: string
  it('A24 is answered with a receipt number and counted on the page, which does not tell who objects or why', async () => {
    const { status, raw } = await objecting(`/products/${product}`)
    expect(status).toBe(200)
    receipt = receiptIn(raw.body)
    expect(receipt).not.toBe('')
    const shown = (await page(`/products/${product}`)).raw.body
    expect(shown).toContain('待核查')
    for (const text of hidden) expect(shown).not.toContain(text)
  })

  it('A24 who objects and why is read by the registrar; the operator learns that there is one, others nothing', async () => {
    const seen = await objectionAs('registrar', receipt)
    expect(seen.body.history[0].payload).toMatchObject(filled)
    const { rows } = await tested.reads('registrar', '/api/inbox')
    expect(rows).toContainEqual(expect.objectContaining({ id: caseOfReceipt(receipt), due: '2026-04-01' }))
    const bySubject = await objectionAs('operator', receipt)
    expect(bySubject.status).toBe(200)
    const audited = await objectionAs('auditadmin', receipt)
    const why = await (await tested.signedIn('operator')).get(`/api/why/entry?ref=registration-objection/${caseOfReceipt(receipt)}@1`)
    expect(why.status).toBe(200)
    for (const text of hidden)
      for (const { raw } of [bySubject, audited, why]) expect(raw.body).not.toContain(JSON.stringify(text).slice(1, -1))
    expect((await objectionAs('consumer', receipt)).status).toBe(404)
    expect((await page(`/api/cases/registration-objections/${caseOfReceipt(receipt)}`)).status).toBe(401)
  })

  it('A24 the registrar asks the operator, who comments without learning who objects', async () => {
    const id = caseOfReceipt(receipt)
    const asks = (login: string, act: string, asked: object) => acts(login, 'registration-objections', id, act, asked)
    const waits = async () => (await tested.reads('operator', '/api/inbox')).rows.some((one: { id: string }) => one.id === id)
    expect(await waits()).toBe(false)
    expect(await asks('registrar', 'put', { question: '水位以何为基准？' })).toEqual([])
    expect(await waits()).toBe(true)
    expect(await asks('operator', 'comment', { text: '以基准面计' })).toEqual([])
    expect(await waits()).toBe(false)
    const { body, raw } = await objectionAs('operator', receipt)
    expect(body.state).toMatchObject({ question: '', comments: [{ text: '以基准面计' }] })
    for (const text of hidden) expect(raw.body).not.toContain(JSON.stringify(text).slice(1, -1))
  })

  it('A24 nothing of it stands in plain in the tables, and the log does not know the receipt number', async () => {
    const { db } = tested.running
    const rows = await db.selectFrom('cases').select(['state', 'title']).where('procedure', '=', 'registration-objection').execute()
    expect(rows).toEqual([expect.objectContaining({ state: null })])
    for (const text of [...hidden, receipt]) expect(JSON.stringify(rows)).not.toContain(text)
    const entries = await db.selectFrom('entries').select('canonical').execute()
    const log = entries.map(({ canonical }) => canonical.toString().toUpperCase()).join()
    expect(log).toContain(caseOfReceipt(receipt).toUpperCase())
    expect(log).not.toContain(receipt)
    expect((await lookedUp(caseOfReceipt(receipt))).status).toBe(404)
  })

  it('A24 gives no code while it is open, nor before the notice is over; once answered and over, it does', async () => {
    const code = () => acts('registrar', 'products', product, 'code')
    expect(await code()).toEqual(['notice-still-runs', 'objection-open'])
    await tested.moveTo(morningOf(day.registrationNoticeOver))
    expect(await code()).toEqual(['objection-open'])
    expect(await decides(receipt, 'dismissed', '经核查，水位以基准面计，与现场读数一致。')).toEqual([])
    expect(await decides(receipt, 'upheld', '再答一次')).toEqual(['not-open'])
    expect(await acts('registrar', 'products', product, 'return-after-objection', { defects: '无' })).toEqual(['no-objection-upheld'])
    expect(await code()).toEqual([])
  })

  it('A24 the way to the answer is there also when the notice is over', async () => {
    expect((await page(`/products/${product}`)).status).toBe(404)
    expect((await page('/notices')).raw.body).toContain('href="/objections"')
    expect((await page('/objections')).raw.body).toContain('<form method="post" action="/objections"')
  })

  it('A24 the receipt number tells the answer, and neither who objected nor why', async () => {
    for (const typed of [receipt, receipt.toLowerCase(), ` ${receipt.slice(0, 12)} ${receipt.slice(12)} `]) {
      const { status, raw } = await lookedUp(typed)
      expect(status).toBe(200)
      for (const text of ['异议不成立', '经核查，水位以基准面计，与现场读数一致。']) expect(raw.body).toContain(text)
      for (const text of [...hidden, '已与现场比对']) expect(raw.body).not.toContain(text)
    }
    for (const unknown of ['', 'A'.repeat(24), '../../log', receipt.slice(0, -1)]) expect((await lookedUp(unknown)).status).toBe(404)
    expect((await tested.reads('operator', `/api/cases/registration-objections/${caseOfReceipt(receipt)}`)).state.answer).toContain(
      '基准面',
    )
  })
})

describe('objections to a change in the register', () => {
  let matter: string
  let receipt: string
  it('A24 are taken to the last moment of the notice and not after it', async () => {
    await acts('registrar', 'products', product, 'certify')
    const asked = { product, particulars: { summary: '按站点和时段查询水位。' }, ground: '增加时段', evidence: '说明' }
    matter = await tested.does('operator', { plural: 'registrations', act: 'apply-change', asked })
    expect((await objecting(`/matters/${matter}`)).status).toBe(404)
    await tested.does('registrar', { plural: 'registrations', act: 'review', id: matter, asked: { finding: '齐全' } })
    await tested.does('registrar', { plural: 'registrations', act: 'open-notice', id: matter })
    const { notice } = (await tested.reads('registrar', `/api/cases/registrations/${matter}`)).state
    await tested.moveTo(`${notice.until}T${lastMoment}`)
    expect((await page(`/matters/${matter}`)).raw.body).toContain('<form method="post" action="/matters/')
    receipt = receiptIn((await objecting(`/matters/${matter}`)).raw.body)
    expect(receipt).not.toBe('')
    await tested.moveTo(new Date(Date.parse(`${notice.until}T${lastMoment}`) + 60_000).toISOString())
    expect((await page(`/matters/${matter}`)).raw.body).not.toContain('<form method="post" action="/matters/')
    const late = await objecting(`/matters/${matter}`)
    expect([late.status, late.raw.body.includes('A24 公示期已届满')]).toEqual([422, true])
  })

  it('A24 upheld, the matter is not completed: it is rejected; the objector is told', async () => {
    expect(await acts('registrar', 'registrations', matter, 'complete')).toEqual(['objection-open'])
    expect(await decides(receipt, 'upheld', '经核查，增加时段缺少依据，不予变更。')).toEqual([])
    expect(await acts('registrar', 'registrations', matter, 'complete')).toEqual(['objection-upheld'])
    expect(await acts('registrar', 'registrations', matter, 'reject', { reason: '公示异议成立' })).toEqual([])
    expect((await page(`/matters/${matter}`)).status).toBe(404)
    expect((await lookedUp(receipt)).raw.body).toContain('不予变更')
    expect((await tested.reads('registrar', `/api/cases/products/${product}`)).state.certificate.number).toMatch(/-1$/)
  })
})

describe('an objection to a product that is upheld', () => {
  it('A24 sends the registration back; the next version has a notice of its own, free of it', async () => {
    const second = await noticedProduct(tested, request)
    const receipt = receiptIn((await objecting(`/products/${second}`)).raw.body)
    const other = receiptIn((await objecting(`/products/${second}`, { realName: '郑某某' })).raw.body)
    expect(await decides(receipt, 'upheld', '说明有误，登记退回。')).toEqual([])
    const back = () => acts('registrar', 'products', second, 'return-after-objection', { defects: '说明有误' })
    expect(await back()).toEqual(['objection-open'])
    expect(await decides(other, 'dismissed', '同一事项已另案处理。')).toEqual([])
    expect(await acts('authority', 'products', second, 'return-after-objection', { defects: '说明有误' })).toContain('not-yours-to-do')
    expect(await back()).toEqual([])
    expect((await page(`/products/${second}`)).status).toBe(404)
    const { state } = await tested.reads('operator', `/api/cases/products/${second}`)
    expect([state.stage, state.held]).toEqual(['returned', '说明有误'])
    const related = (await tested.reads('operator', `/api/cases/products/${second}`)).related as { plural: string }[]
    expect(related.filter(({ plural }) => plural === 'registration-objections')).toHaveLength(2)
  })
})
