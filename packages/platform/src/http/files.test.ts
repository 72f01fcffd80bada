import { createHash, randomBytes } from 'node:crypto'
import type { AttachedFile } from '@yunhe/law'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replay } from '../projections/replay.ts'
import { applicationForm, noticedApplication, publishedCall } from '../scenes/admission.ts'
import { filesThatDiffer } from '../store/files/kept.ts'
import { pieceBytes } from '../store/files/sealing.ts'
import { clearUploads } from '../store/files/uploads.ts'
import { type Answered, type TestedPlatform, testPlatform, type Visitor } from '../testing.ts'

let tested: TestedPlatform
let [agency, operator, stranger]: Visitor[] = []
beforeAll(async () => {
  tested = await testPlatform()
  ;[agency, operator, stranger] = await Promise.all(
    ['transport', 'operator', 'weather'].map((login) => tested.signedIn(login).catch(() => tested.signedIn('finance'))),
  )
})
afterAll(() => tested.stop())

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const digest = (bytes: Uint8Array) => ({ 'content-digest': `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:` })
const pdf = (more: Uint8Array | string = randomBytes(40)) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from(more)])
const large = () => pdf(randomBytes(2 * pieceBytes + 100))

const begin = (who: Visitor | undefined, bytes: Uint8Array, name = '安全方案.pdf', mediaType = 'application/pdf') =>
  (who as Visitor).post('/api/uploads', { name, mediaType, sizeBytes: bytes.length })
const pieceOf = (bytes: Uint8Array, no: number) => bytes.subarray(no * pieceBytes, (no + 1) * pieceBytes)
const send = (who: Visitor | undefined, upload: string, bytes: Uint8Array, no = 0, piece = pieceOf(bytes, no)) =>
  (who as Visitor).sendBytes(`/api/uploads/${upload}/pieces?offset=${no * pieceBytes}`, piece, digest(piece))
const finish = (who: Visitor | undefined, upload: string) => (who as Visitor).post(`/api/uploads/${upload}/delivery`)

const sent = async (who: Visitor | undefined, bytes: Uint8Array, name?: string, mediaType?: string): Promise<AttachedFile> => {
  const { body } = await begin(who, bytes, name, mediaType)
  for (let no = 0; no * pieceBytes < bytes.length; no += 1) await send(who, body.upload, bytes, no)
  const { status, body: file } = await finish(who, body.upload)
  if (status !== 200) throw new Error(`could not send a file: ${status} ${JSON.stringify(file)}`)
  return file
}

const plan = (attachments: readonly object[]) => ({ kind: 'agency', title: '应急预案', scenario: 's1', text: '正文', attachments })
const filing = (who: Visitor | undefined, attachments: readonly object[]) =>
  (who as Visitor).post('/api/cases/emergency-plans/acts/file', plan(attachments))
const fetched = (who: Visitor | undefined, id: string, hash: string) =>
  (who as Visitor).get(`/api/cases/emergency-plans/${id}/files/${hash}`)
const codes = ({ body }: Answered) => (body.refusals ?? []).map(({ code }: { code: string }) => code)
const rows = () => tested.running.db.selectFrom('files').selectAll().execute()
const lying = async (who: Visitor | undefined) => (await (who as Visitor).get('/api/uploads')).body.uploads
const wipe = () => tested.running.db.deleteFrom('files').where('stream', 'is', null).execute()

describe('A24 a file on its way', () => {
  it('comes in pieces, lies sealed, and is its sender’s alone', async () => {
    const bytes = large()
    const { status, body } = await begin(agency, bytes)
    expect({ status, pieceBytes: body.pieceBytes, receivedBytes: body.receivedBytes }).toEqual({
      status: 200,
      pieceBytes,
      receivedBytes: 0,
    })
    expect((await send(agency, body.upload, bytes)).body).toMatchObject({ receivedBytes: pieceBytes, pieces: [sha256(pieceOf(bytes, 0))] })
    for (const other of [operator, stranger]) {
      expect(await lying(other)).toEqual([])
      expect((await send(other, body.upload, bytes, 1)).status).toBe(404)
      expect((await finish(other, body.upload)).status).toBe(404)
      expect((await (other as Visitor).get(`/api/uploads/${body.upload}`)).status).toBe(404)
      expect((await (other as Visitor).remove(`/api/uploads/${body.upload}`)).status).toBe(404)
    }
    const stored = await tested.running.db.selectFrom('file_pieces').selectAll().execute()
    expect(stored.map(({ sealed }) => sealed.includes('%PDF'))).toEqual([false])
    expect(JSON.stringify(await rows())).not.toContain('安全方案')
  })

  it('broken off goes on where it stopped: in order, each piece once, and a damaged one not at all', async () => {
    const [begun] = await lying(agency)
    const bytes = large()
    const { upload } = (await begin(agency, bytes)).body
    expect((await finish(agency, upload)).body.refusals[0].code).toBe('upload-not-whole')
    await send(agency, upload, bytes)
    expect(codes(await send(agency, upload, bytes, 2))).toEqual(['piece-out-of-place'])
    const damaged = Buffer.from(pieceOf(bytes, 1))
    damaged[5] = (damaged[5] ?? 0) ^ 1
    const said = digest(pieceOf(bytes, 1))
    expect(codes(await (agency as Visitor).sendBytes(`/api/uploads/${upload}/pieces?offset=${pieceBytes}`, damaged, said))).toEqual([
      'piece-damaged',
    ])
    expect(codes(await send(agency, upload, bytes, 1, pieceOf(bytes, 1).subarray(1)))).toEqual(['piece-damaged'])
    expect((await (agency as Visitor).sendBytes(`/api/uploads/${upload}/pieces?offset=${pieceBytes}`, pieceOf(bytes, 1))).status).toBe(400)
    // Lost on the way back and sent once more, twice at the same moment.
    const answers = await Promise.all([1, 1, 0].map((no) => send(agency, upload, bytes, no)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await (agency as Visitor).get(`/api/uploads/${upload}`)).body).toMatchObject({ receivedBytes: 2 * pieceBytes })
    await send(agency, upload, bytes, 2)
    const [one, other] = await Promise.all([finish(agency, upload), finish(agency, upload)])
    expect(one.body).toEqual({ name: '安全方案.pdf', mediaType: 'application/pdf', sizeBytes: bytes.length, sha256: sha256(bytes) })
    expect(other.body).toEqual(one.body)
    expect((await (agency as Visitor).remove(`/api/uploads/${begun.upload}`)).status).toBe(200)
    expect((await lying(agency)).map(({ sha256: hash }: AttachedFile) => hash)).toEqual([sha256(bytes)])
    await wipe()
  })

  it.each([
    ['a.exe', 'application/x-msdownload', ['file-kind-not-taken']],
    ['a.html', 'text/html', ['file-kind-not-taken']],
    ['a.svg', 'image/svg+xml', ['file-kind-not-taken']],
    ['a.exe', 'application/pdf', ['file-ending-not-its-kind']],
  ])('%s as %s is refused before any of it comes', async (name, mediaType, refused) => {
    const answer = await begin(agency, pdf(), name, mediaType)
    expect({ status: answer.status, codes: codes(answer) }).toEqual({ status: 422, codes: refused })
  })

  it.each(['../../etc/passwd.pdf', 'a/b.pdf', 'a\\b.pdf', 'a\nb.pdf', 'a\u0000.pdf', '\u202Efdp.exe.pdf', ''])(
    'named %j is no file name',
    async (name) => {
      expect((await begin(agency, pdf(), name)).status).toBe(400)
      expect(await lying(agency)).toEqual([])
    },
  )

  it('is refused one byte above the size that holds today', async () => {
    const of = (sizeBytes: number) => (agency as Visitor).post('/api/uploads', { name: 'a.pdf', mediaType: 'application/pdf', sizeBytes })
    expect(codes(await of(100 * 2 ** 20 + 1))).toEqual(['file-too-large'])
    expect((await of(100 * 2 ** 20)).status).toBe(200)
    await wipe()
  })

  it('that is not what it says is thrown away, with the reason', async () => {
    const program = Buffer.concat([Buffer.from('MZ'), randomBytes(50)])
    const { upload } = (await begin(agency, program)).body
    await send(agency, upload, program)
    expect(codes(await finish(agency, upload))).toEqual(['file-not-what-it-says'])
    expect(await lying(agency)).toEqual([])
  })

  it('finds no room beyond what one person may have lying there, also where two begin at once', async () => {
    const of = () => (agency as Visitor).post('/api/uploads', { name: 'a.pdf', mediaType: 'application/pdf', sizeBytes: 90 * 2 ** 20 })
    const answers = await Promise.all(Array.from({ length: 6 }, of))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    expect(answers.flatMap(codes)).toEqual(['no-room'])
    expect((await begin(operator, pdf())).status).toBe(200)
    await wipe()
  })

  it('that no act refers to is cleared away after thirty days, and one in use is not', async () => {
    const { db } = tested.running
    await sent(agency, pdf())
    const kept = await sent(agency, pdf())
    await filing(agency, [kept])
    const now = Date.now()
    const after = (days: number) => new Date(now + days * 86_400_000).toISOString() as never
    await clearUploads(db, 30, after(29))
    expect(await lying(agency)).toHaveLength(1)
    await clearUploads(db, 30, after(31))
    expect(await lying(agency)).toEqual([])
    expect((await rows()).map(({ stream }) => stream === null)).toEqual([false])
  })

  it('is not for whoever can do nothing', async () => {
    await tested.running.db.updateTable('accounts').set({ roles: [], organization: '' }).where('login', '=', 'police-mechanism').execute()
    const nobody = await tested.signedIn('police-mechanism')
    expect((await begin(nobody, pdf())).status).toBe(404)
  })
})

describe('A24 an act that refers to a file', () => {
  it('takes it over: the entry names it, whoever sees the entry reads it, and nobody else learns that it is there', async () => {
    const bytes = large()
    const file = await sent(agency, bytes, '安全方案 (终稿).pdf')
    const { status, body } = await filing(agency, [file])
    expect(status).toBe(200)
    expect(await lying(agency)).toEqual([])
    const view = (await (agency as Visitor).get(`/api/cases/emergency-plans/${body.id}`)).body
    expect(view.history[0].payload.attachments).toEqual([file])
    expect(view.state).not.toHaveProperty('attachments')
    const { canonical } = await tested.running.db
      .selectFrom('entries')
      .select('canonical')
      .where('stream', '=', `emergency-plan/${body.id}`)
      .executeTakeFirstOrThrow()
    expect(canonical.toString()).not.toContain(file.sha256)

    const cyberspace = await tested.signedIn('cyberspace')
    for (const reader of [agency, cyberspace]) {
      const { raw, status: found } = await fetched(reader, body.id, file.sha256)
      expect(found).toBe(200)
      expect(sha256(raw.rawPayload)).toBe(file.sha256)
      expect(raw.headers).toMatchObject({
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent('安全方案 ')}%28${encodeURIComponent('终稿')}%29.pdf`,
        'content-length': String(bytes.length),
        'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      })
    }
    expect((await fetched(operator, body.id, file.sha256)).status).toBe(404)
    expect((await fetched(agency, body.id, 'a'.repeat(64))).status).toBe(404)
    expect((await fetched(agency, 'nowhere', file.sha256)).status).toBe(404)
    expect((await tested.passerBy.get(`/api/cases/emergency-plans/${body.id}/files/${file.sha256}`)).status).toBe(401)
  })

  it.each<[string, (file: AttachedFile) => object]>([
    ['that is not there', (file) => ({ ...file, sha256: 'c'.repeat(64) })],
    ['of another length', (file) => ({ ...file, sizeBytes: file.sizeBytes + 1 })],
    ['of another kind', (file) => ({ ...file, name: 'a.png', mediaType: 'image/png' })],
  ])('%s is refused on the field, and the file stays its sender’s', async (_, changed) => {
    const file = await sent(agency, pdf())
    const answer = await filing(agency, [changed(file)])
    expect(answer.body.refusals).toMatchObject([{ rule: 'A24', code: 'file-not-there', fields: ['attachments'] }])
    expect(await lying(agency)).toHaveLength(1)
    await wipe()
  })

  it('of somebody else is refused, also where its hash is known', async () => {
    const file = await sent(operator, pdf())
    expect(codes(await filing(agency, [file]))).toEqual(['file-not-there'])
    expect(await lying(operator)).toHaveLength(1)
    await wipe()
  })

  it('before it is there whole is refused', async () => {
    const bytes = pdf()
    const { upload } = (await begin(agency, bytes)).body
    const file = { name: 'a.pdf', mediaType: 'application/pdf', sizeBytes: bytes.length, sha256: sha256(bytes) }
    expect(codes(await filing(agency, [file]))).toEqual(['file-not-there'])
    await send(agency, upload, bytes)
    expect(codes(await filing(agency, [file]))).toEqual(['file-not-there'])
    await finish(agency, upload)
    expect((await filing(agency, [file])).status).toBe(200)
  })

  it('of two that refer to it at once, one has it', async () => {
    const file = await sent(agency, pdf())
    const before = (await tested.running.db.selectFrom('entries').select('no').execute()).length
    const answers = await Promise.all([filing(agency, [file]), filing(agency, [file]), filing(agency, [file])])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { status } of answers) expect([200, 409, 422]).toContain(status)
    expect((await tested.running.db.selectFrom('entries').select('no').execute()).length).toBe(before + 1)
    expect(codes(await filing(agency, [file]))).toEqual(['file-not-there'])
  })

  it('names a path of no use: what is refused in sending is refused in the act', async () => {
    const file = await sent(agency, pdf())
    expect((await filing(agency, [{ ...file, name: '../a.pdf' }])).body.places[0].place).toBe('body.attachments.0.name')
    expect(codes(await filing(agency, [{ ...file, name: 'a.html' }]))).toEqual(['file-ending-not-its-kind'])
    await wipe()
  })
})

describe('A24 why', () => {
  it('an act with a file may be done, was refused, or stands, is told by what is there, or was', async () => {
    const file = await sent(agency, pdf())
    const whyOf = async (attachments: readonly object[]) =>
      (await (agency as Visitor).post('/api/why/act', { act: 'emergency-plan.file', case: '', asked: plan(attachments) })).body
    expect((await whyOf([file])).holds).toBe(true)
    const refused = await whyOf([{ ...file, sha256: 'd'.repeat(64) }])
    expect(refused.rules.filter(({ held }: { held: boolean }) => !held)).toMatchObject([{ rule: 'A24', code: 'file-not-there' }])
    const { body } = await filing(agency, [file])
    const entry = (await (agency as Visitor).get(`/api/why/entry?ref=${encodeURIComponent(body.entries[0])}`)).body
    expect({ holds: entry.holds, notes: entry.notes }).toEqual({ holds: true, notes: [] })
  })
})

describe('A24 a file of a case', () => {
  const submitted = async () => {
    const call = await publishedCall(tested)
    const scan = await sent(operator, pdf(), '资质证书.pdf')
    const [first, ...others] = applicationForm(call).evidence
    const own = await sent(operator, pdf(), '申请书.pdf')
    const asked = applicationForm(call, { evidence: [{ ...first, attachments: [scan] }, ...others], attachments: [own] })
    const { body } = await (operator as Visitor).post('/api/cases/applications/acts/submit', asked)
    return { id: body.id as string, scan, own, asked }
  }
  const read = (who: Visitor | undefined, id: string, hash: string) => (who as Visitor).get(`/api/cases/applications/${id}/files/${hash}`)

  it('that its organization handed in before may be named again, by nobody else', async () => {
    const { id, scan, asked } = await submitted()
    await tested.does('authority', { plural: 'applications', act: 'return-once', id, asked: { defects: '附件不清晰' } })
    const { call: _, ...again } = asked as Record<string, unknown>
    const answer = await (operator as Visitor).post(`/api/cases/applications/${id}/acts/correct`, { ...again, attachments: [] })
    expect({ status: answer.status, codes: codes(answer) }).toEqual({ status: 200, codes: [] })
    expect((await read(operator, id, scan.sha256)).status).toBe(200)
    await tested.does('operator', { plural: 'applications', act: 'withdraw', id, asked: { reason: '撤回' } })
  })

  it('is told damaged where its bytes were changed, swapped or lost, and is not served; the replay names it', async () => {
    const { running } = tested
    const { db, log } = running
    const { id, scan, own } = await submitted()
    const stream = `application/${id}`
    const held = await db.selectFrom('files').select('id').where('stream', '=', stream).execute()
    const piece = await db
      .selectFrom('file_pieces')
      .selectAll()
      .where('file', '=', held[0]?.id ?? '')
      .executeTakeFirstOrThrow()
    const store = { db, payloads: running.payloads }
    const differing = async () =>
      (
        await filesThatDiffer(
          store,
          (await replay(db, log, false)).attached.filter((one) => one.stream === stream),
        )
      ).length
    expect(await differing()).toBe(0)
    const changed = Buffer.from(piece.sealed)
    changed[30] = (changed[30] ?? 0) ^ 1
    await db.updateTable('file_pieces').set({ sealed: changed }).where('file', '=', piece.file).execute()
    const answers = await Promise.all([scan, own].map((file) => read(operator, id, file.sha256)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 500])
    expect(answers.find(({ status }) => status === 500)?.body.type).toContain('file-damaged')
    expect(await differing()).toBe(1)
    await db.deleteFrom('file_pieces').where('file', '=', piece.file).execute()
    expect(await differing()).toBe(1)
    await tested.does('operator', { plural: 'applications', act: 'withdraw', id, asked: { reason: '撤回' } })
  })

  it('goes with the payloads of its case, and only with those', async () => {
    const { running } = tested
    const { id, own } = await submitted()
    const others = (await rows()).filter(({ stream }) => stream !== `application/${id}`).length
    await running.log.forget(`application/${id}`)
    expect((await read(operator, id, own.sha256)).status).toBe(404)
    expect(await rows()).toHaveLength(others)
    const orphans = await running.db
      .selectFrom('file_pieces')
      .select('file')
      .where('file', 'not in', running.db.selectFrom('files').select('id'))
      .execute()
    expect(orphans).toEqual([])
  })

  it('named by an objection is read by whoever may read who objected', async () => {
    const id = await noticedApplication(tested)
    const police = await tested.signedIn('police')
    const proof = await sent(police, pdf(), '我的身份证.pdf')
    const { status } = await police.post(`/api/cases/applications/${id}/acts/object`, {
      realName: '某人',
      contact: '电话',
      ground: '不符合条件',
      evidence: '见附件',
      attachments: [proof],
    })
    expect(status).toBe(200)
    expect((await read(operator, id, proof.sha256)).status).toBe(404)
    expect(JSON.stringify((await (operator as Visitor).get(`/api/cases/applications/${id}`)).body)).not.toContain(proof.sha256)
    expect((await read(await tested.signedIn('authority'), id, proof.sha256)).status).toBe(200)
  })
})
