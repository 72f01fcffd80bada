import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noticedApplication, publishedCall } from '../scenes/admission.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let application: string
let call: string
beforeAll(async () => {
  tested = await testPlatform()
  application = await noticedApplication(tested)
  call = await publishedCall(tested, { title: '<b>通告</b> & "引号"' })
})
afterAll(() => tested.stop())

const objecting = (form: Readonly<Record<string, string>>) => tested.passerBy.send(`/notices/${application}/objections`, form)
const received = async () =>
  (await (await tested.signedIn('authority')).get(`/api/cases/applications/${application}`)).body.state.objections

describe('the public pages', () => {
  it.each(['/', '/calls', '/notices', '/log'])('%s is complete without JavaScript', async (path) => {
    const { status, raw } = await tested.passerBy.get(path)
    expect(status).toBe(200)
    expect(raw.body).not.toMatch(/<script|javascript:|\son[a-z]+=/i)
    expect(raw.body).toMatch(/<main id="content">\s*<h1>/)
    expect(raw.headers['content-security-policy']).toMatch(/default-src 'none'/)
  })

  it('A9: shows a call with its window and conditions, whatever its text is made of', async () => {
    const { raw } = await tested.passerBy.get(`/calls/${call}`)
    expect(raw.body).toContain('&lt;b&gt;通告&lt;/b&gt; &amp; &quot;引号&quot;')
    expect(raw.body).toContain('2026-03-02 — 2026-03-20')
    expect(raw.body).not.toContain('<b>通告')
  })

  it('speaks English to whoever asks, and remembers it', async () => {
    const { raw } = await tested.passerBy.get('/notices?lang=en')
    expect(raw.body).toContain('<html lang="en">')
    expect(raw.cookies).toContainEqual(expect.objectContaining({ name: 'yunhe_language', value: 'en' }))
  })

  it('shows nothing of a case that is not in public notice', async () => {
    const { body } = await (await tested.signedIn('operator')).get('/api/cases/applications')
    expect(body.total).toBeGreaterThan(0)
    expect((await tested.passerBy.get('/notices/not-there')).status).toBe(404)
  })
})

describe('the form to object', () => {
  it('A9: without a ground comes back with what is wrong on top, beside its field, and everything that was filled in', async () => {
    const filled = { realName: '王"小"明', contact: '13800000000', evidence: '合同<复印件>' }
    const { status, raw } = await objecting({ ...filled, ground: '' })
    expect(status).toBe(422)
    expect(raw.body).toMatch(/<div class="errors" role="alert">.*href="#ground"/s)
    expect(raw.body).toMatch(/<textarea id="ground"[^>]* aria-invalid="true" aria-describedby="ground-error"/)
    expect(raw.body).toContain('value="王&quot;小&quot;明"')
    expect(raw.body).toContain('value="13800000000"')
    expect(raw.body).toContain('合同&lt;复印件&gt;</textarea>')
    expect(await received()).toEqual([])
  })

  it('A9: under a real name without evidence is refused with its rule, and keeps the ground', async () => {
    const { status, raw } = await objecting({ realName: '王小明', contact: '13800000000', ground: '曾延误履约', evidence: '' })
    expect(status).toBe(422)
    expect(raw.body).toMatch(/href="#evidence">A9 /)
    expect(raw.body).toContain('曾延误履约</textarea>')
  })

  let receipt = ''
  it('A9: with all of it is received, answered with a receipt, and counted on the page', async () => {
    const { status, raw } = await objecting({ realName: '王小明', contact: '13800000000', ground: '曾延误履约', evidence: '合同' })
    expect(status).toBe(200)
    receipt = new RegExp(`<code>(application/${application}@\\d+-[0-9A-F]{16})</code>`).exec(raw.body)?.[1] ?? ''
    expect(receipt).not.toBe('')
    expect(await received()).toMatchObject([{ number: 1, standing: 'open' }])
    expect((await tested.passerBy.get(`/notices/${application}`)).raw.body).not.toContain('王小明')
  })

  const lookedUp = (typed: string) => tested.passerBy.send('/objections', { receipt: typed })
  it('A9: is looked up by its receipt and by no other, before and after it is answered', async () => {
    const waiting = await lookedUp(` ${receipt} `)
    expect([waiting.status, waiting.body.includes('处理中')]).toEqual([200, true])
    const asked = { number: 1, outcome: 'dismissed', reason: '经核实，合同已按期履行' }
    await tested.does('authority', { plural: 'applications', act: 'answer-objection', id: application, asked })
    const { status, body } = await lookedUp(receipt)
    expect([status, body.includes('经核实，合同已按期履行')]).toEqual([200, true])
    for (const hidden of ['王小明', '13800000000', '曾延误履约']) expect(body).not.toContain(hidden)
    const [ref, mark] = [receipt.slice(0, -17), receipt.slice(-16)]
    const another = `${mark.slice(0, -1)}${mark.endsWith('0') ? '1' : '0'}`
    for (const forged of [`${ref}-${another}`, `application/${application}@1-${mark}`, `${ref}-`, ref, ''])
      expect((await lookedUp(forged)).status).toBe(404)
  })

  it('A9: without a name is kept as a lead, which holds nothing up', async () => {
    expect((await objecting({ realName: '', contact: '', ground: '听说', evidence: '' })).status).toBe(200)
    expect((await received()).at(-1)).toMatchObject({ standing: 'lead' })
  })

  it('is turned away where it is larger than the form allows', async () => {
    const { status } = await objecting({ realName: '', contact: '', ground: 'x'.repeat(1_001), evidence: '' })
    expect(status).toBe(422)
  })

  it('W9-4 is there on the last day of the notice and gone on the day after', async () => {
    const until = '2026-03-09'
    const hasForm = async () => (await tested.passerBy.get(`/notices/${application}`)).raw.body.includes('<form method="post"')
    await tested.moveTo(`${until}T23:59:30+08:00`)
    expect(await hasForm()).toBe(true)
    expect((await objecting({ realName: '', contact: '', ground: '最后一刻', evidence: '' })).status).toBe(200)
    await tested.moveTo('2026-03-10T00:00:00+08:00')
    expect(await hasForm()).toBe(false)
    const late = await objecting({ realName: '', contact: '', ground: '迟到', evidence: '' })
    expect(late.status).toBe(422)
    expect(late.raw.body).toContain('W9-4')
  })
})
