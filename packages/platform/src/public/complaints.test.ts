import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'
import { caseOfReceipt } from './receipt.ts'

let tested: TestedPlatform
beforeAll(async () => {
  tested = await testPlatform()
})
afterAll(() => tested.stop())

const filled = {
  subject: '强制搭售',
  organization: usccOf('operator'),
  text: '购买接口时被要求同时购买报告。',
  realName: '赵某某',
  contact: '13700000000',
}
const sent = (change: object = {}) => tested.passerBy.send('/complaints', { ...filled, ...change })
const receiptIn = (body: string) => /<code>([0-9A-F]{24})<\/code>/.exec(body)?.[1] ?? ''
const lookedUp = (receipt: string) => tested.passerBy.send('/complaints/answer', { receipt })
const caseOf = async (login: string, id: string) => (await tested.signedIn(login)).get(`/api/cases/complaints/${caseOfReceipt(id)}`)

describe('the page to complain', () => {
  it.each(['zh-CN', 'en'])('A27 is complete without JavaScript in %s', async (language) => {
    const { status, raw } = await tested.passerBy.get(`/complaints?lang=${language}`)
    expect(status).toBe(200)
    expect(raw.body).toContain(`<html lang="${language}">`)
    expect(raw.body).toMatch(/<form method="post" action="\/complaints"/)
    expect(raw.body).not.toMatch(/<script|javascript:|\son[a-z]+=/i)
  })

  it('A27 comes back with what is wrong and everything that was filled in, and nothing was received', async () => {
    const { status, raw } = await sent({ text: '', organization: 'nonsense', realName: '赵"某"某' })
    expect(status).toBe(422)
    expect(raw.body).toMatch(/<div class="errors" role="alert">.*href="#organization".*href="#text"/s)
    expect(raw.body).toContain('value="赵&quot;某&quot;某"')
    expect((await (await tested.signedIn('authority')).get('/api/cases/complaints')).body.total).toBe(0)
  })

  it('A27 turns away signs that cannot be seen or turn the writing direction', async () => {
    for (const sign of ['\u202E', '\u0007', '\u200B']) expect((await sent({ subject: `强制${sign}搭售` })).status).toBe(422)
    expect((await sent({ subject: '两\n行' })).status).toBe(422)
  })
})

describe('a complaint under a real name', () => {
  let receipt: string
  it('A27 is answered with a receipt number; who complained is told to those alone who handle it', async () => {
    const { status, raw } = await sent()
    expect(status).toBe(200)
    receipt = receiptIn(raw.body)
    expect(raw.body).not.toContain(filled.realName)
    const seen = await caseOf('authority', receipt)
    expect(seen.body.state).toMatchObject({ standing: 'named', organization: usccOf('operator') })
    expect(seen.body.history[0].payload).toMatchObject({ realName: filled.realName, contact: filled.contact })
    expect((await caseOf('operator', receipt)).status).toBe(404)
    const audited = await caseOf('auditadmin', receipt)
    expect(audited.raw.body).not.toContain(filled.realName)
    expect(audited.raw.body).not.toContain(filled.contact)
  })

  it('A27 is transferred, taken over and answered; the receipt number shows how far it has come, and no text and no name', async () => {
    const deed = (act: string, asked: unknown) => ({ plural: 'complaints', act, id: caseOfReceipt(receipt), asked })
    expect((await lookedUp(receipt.toLowerCase())).raw.body).toContain('已收到')
    await tested.does('authority', deed('transfer', { to: usccOf('market'), reason: '属市场监管职责' }))
    await tested.does('market', deed('acknowledge', { receipt: '锡市监收1号' }))
    await tested.does('market', deed('answer', { outcome: '已责令改正' }))
    await tested.does('authority', deed('close', { outcome: '已责令改正，退还费用' }))
    const { status, raw } = await lookedUp(receipt)
    expect(status).toBe(200)
    for (const shown of ['已办结', '市市场监督管理局', '锡市监收1号', '已责令改正，退还费用']) expect(raw.body).toContain(shown)
    for (const hidden of [filled.text, filled.realName, filled.contact]) expect(raw.body).not.toContain(hidden)
  })

  it('A27 the receipt number stands in no name of a case: the log, which anybody reads, does not tell it', async () => {
    const { body } = await (await tested.signedIn('authority')).get('/api/cases/complaints')
    expect(JSON.stringify(body)).toContain(caseOfReceipt(receipt))
    expect(JSON.stringify(body).toUpperCase()).not.toContain(receipt)
    expect((await lookedUp(caseOfReceipt(receipt))).status).toBe(404)
  })

  it('A27 is not found under a number that was never given', async () => {
    for (const unknown of ['', 'A'.repeat(24), '../../log', receipt.slice(0, -1)]) expect((await lookedUp(unknown)).status).toBe(404)
  })
})

it('A27 without a way to ask back it is a lead, and the page says that it is not answered', async () => {
  const receipt = receiptIn((await sent({ realName: '', contact: '', organization: '' })).raw.body)
  expect((await caseOf('authority', receipt)).body.state.standing).toBe('lead')
  expect((await lookedUp(receipt)).raw.body).toContain('匿名线索')
})
