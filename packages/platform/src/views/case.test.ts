import { day as dayFrom } from '@yunhe/law'
import { idNumberFor } from '@yunhe/law/identifiers/id-number'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { admittedPerson, day, morningOf, noticedApplication } from '../scenes/admission.ts'
import { usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

const objector = { realName: '钱某某', contact: '13912345678', ground: '曾延误履约', evidence: '钱某某签字的合同' }
const personal = [objector.realName, objector.contact, objector.evidence]

let tested: TestedPlatform
let application: string
beforeAll(async () => {
  tested = await testPlatform()
  application = await noticedApplication(tested)
  await tested.passerBy.send(`/notices/${application}/objections`, objector)
})
afterAll(() => tested.stop())

const read = async (login: string, plural = 'applications', id = application) =>
  (await tested.signedIn(login)).get(`/api/cases/${plural}/${id}`)

describe('the stages of a case', () => {
  const been = async (login: string, plural?: string, id?: string) => {
    const { stages } = (await read(login, plural, id)).body
    return stages.filter(({ was }: { was: boolean }) => was).map(({ stage }: { stage: string }) => stage)
  }

  it('A9: say which it was in, and not that it was returned when it never was', async () => {
    const stages = await been('authority')
    expect(stages).toContain('submitted')
    expect(stages).toContain('in-notice')
    expect(stages).not.toContain('returned')
  })
})

describe('who objected to a public notice', () => {
  it('A9: is known to the data authority, which has to answer', async () => {
    const { raw, body } = await read('authority')
    for (const one of personal) expect(raw.body).toContain(one)
    expect(body.history.at(-1)).toMatchObject({ type: 'NoticeObjectionReceived', by: { person: 'public', organization: '' } })
  })

  it.each(['operator', 'police', 'cyberspace', 'expert1', 'justice-mechanism', 'auditadmin'])(
    'A9: is not told to %s, who reads that there is an objection; why, whoever weighs it',
    async (login) => {
      const { status, raw, body } = await read(login)
      expect(status).toBe(200)
      for (const one of personal) expect(raw.body).not.toContain(one)
      const weighs = ['police', 'justice-mechanism'].includes(login)
      expect(body.history.at(-1).payload).toMatchObject({ standing: 'open', ...(weighs && { ground: objector.ground }) })
      expect(body.state.objections).toMatchObject([{ number: 1, standing: 'open', ...(weighs && { ground: objector.ground }) }])
      expect(raw.body.includes(objector.ground)).toBe(weighs)
    },
  )

  it.each(['/', '/notices', '/log'])('A9: does not stand on the public page %s', async (path) => {
    const { raw } = await tested.passerBy.get(path)
    for (const one of personal) expect(raw.body).not.toContain(one)
  })

  it('A9: stands neither in the published log nor anywhere in the database in the clear', async () => {
    await tested.settled()
    const { db } = tested.running
    const tiles = await db.selectFrom('tiles').select('bytes').execute()
    const cases = await db.selectFrom('cases').selectAll().execute()
    const keys = await db.selectFrom('stream_keys').selectAll().execute()
    const payloads = await db.selectFrom('payloads').select('sealed').execute()
    const entries = await db.selectFrom('entries').select('canonical').execute()
    const text = [
      JSON.stringify([cases, keys]),
      ...tiles.map(({ bytes }) => bytes.toString('utf8')),
      ...payloads.map(({ sealed }) => sealed?.toString('utf8') ?? ''),
      ...entries.map(({ canonical }) => canonical.toString('utf8')),
    ].join('\n')
    for (const one of personal) expect(text).not.toContain(one)
  })
})

describe('a case as its reader sees it', () => {
  it('offers the acts that are open to the reader, and says of the others which rule closes them', async () => {
    const acts = (await read('authority')).body.acts as { act: string; open: boolean; closedBy: { rule: string; code: string }[] }[]
    const named = (name: string) => acts.find(({ act }) => act === name)
    expect(named('answer-objection')).toMatchObject({ open: true, closedBy: [] })
    expect(named('close-notice')?.open).toBe(false)
    expect(named('close-notice')?.closedBy.map(({ rule }) => rule)).toContain('W9-4')
    expect(named('opine')?.closedBy).toContainEqual(expect.objectContaining({ code: 'not-yours-to-do' }))
  })

  it('names the people and the bodies that acted, under which rules and resting on which entries', async () => {
    const { body } = await read('operator')
    expect(body.history[0]).toMatchObject({
      ref: `application/${application}@1`,
      type: 'ApplicationSubmitted',
      by: { person: 'p-operator', organization: usccOf('operator'), organizationName: '运河数据运营有限公司（示例）' },
      under: expect.arrayContaining(['W9-1', 'W11-2']),
      basis: expect.arrayContaining([expect.stringMatching(/^call\/.+@1$/)]),
      destroyed: false,
    })
  })
})

describe('W16-1 the number of a person', () => {
  it('is shown masked to whoever may see the person, and kept by nobody', async () => {
    const number = idNumberFor('320211', dayFrom('1990-06-15'), 1)
    await tested.moveTo(morningOf(day.granted))
    const id = await admittedPerson(tested, 'analyst', number)
    const { raw, body } = await read('authority', 'persons', id)
    expect(body.state.maskedIdNumber).toBe(`${number.slice(0, 6)}***********${number.slice(-1)}`)
    expect(raw.body).not.toContain(number)
    const everything = JSON.stringify([
      await tested.running.db.selectFrom('stream_keys').selectAll().execute(),
      await tested.running.db.selectFrom('cases').selectAll().execute(),
    ])
    expect(everything).not.toContain(number)
  })
})
