import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { origin, peopleContract, peopleCsv, type TestedZone, testedZone } from '../testing-zone.ts'
import { written } from '../time.ts'
import { idleMs, pieceBytes } from '../uploads.ts'
import { zoneServer } from './server.ts'

let zone: TestedZone
let address = ''
let stop = async (): Promise<void> => {}
/** Three pieces, the last of them not full. */
const csv = Buffer.from(`${peopleCsv(100)}${Array.from({ length: 420_000 }, (_, row) => `x${row},Binhu,1980,1\n`).join('')}`)
beforeAll(async () => {
  zone = await testedZone()
  await zone.send({ order: 'lease', until: written(zone.clock.ms + 24 * 3_600_000) })
  await zone.send({ order: 'register', contract: peopleContract })
  await serve()
})
const serve = async () => {
  const app = zoneServer(zone.node(), origin, (fault, context) => zone.faults.push(`${context}: ${String(fault)}`))
  address = await app.listen({ host: '127.0.0.1', port: 0 })
  stop = () => app.close()
}
afterAll(async () => {
  await stop()
  await zone.remove()
})

type Method = 'GET' | 'POST' | 'DELETE'
const ask = async (method: Method, path: string, body?: unknown, header = zone.header('intake', 'people')) => {
  const answer = await fetch(`${address}/datasets/people/uploads${path}`, {
    method,
    headers: { authorization: header, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() }
}
const sha = (bytes: Uint8Array, form: 'hex' | 'base64') => createHash('sha256').update(bytes).digest(form)
const part = (from: number) => csv.subarray(from, from + pieceBytes)
const send = async (upload: string, offset: number, bytes: Uint8Array, digest = sha(bytes, 'base64')) => {
  const answer = await fetch(`${address}/datasets/people/uploads/${upload}/pieces?offset=${offset}`, {
    method: 'POST',
    headers: {
      authorization: zone.header('intake', 'people'),
      'content-type': 'application/octet-stream',
      'content-digest': `sha-256=:${digest}:`,
    },
    body: new Uint8Array(bytes),
  })
  return { status: answer.status, body: await answer.json() }
}
const begin = async () => (await ask('POST', '', { sizeBytes: csv.length })).body.upload as string
const codeOf = ({ body }: { readonly body: { readonly refusals?: readonly { readonly code: string }[] } }) => body.refusals?.[0]?.code

it('A12 a file that comes by pieces goes on where it broke off, and is the version that the whole file would be', async () => {
  const upload = await begin()
  expect((await send(upload, 0, part(0))).body).toMatchObject({ receivedBytes: pieceBytes, pieces: [sha(part(0), 'hex')] })
  // The answer was lost: the same piece again counts once.
  expect((await send(upload, 0, part(0))).body.receivedBytes).toBe(pieceBytes)
  // Another page, which knows nothing but the dataset.
  expect((await ask('GET', '')).body.uploads).toMatchObject([{ upload, receivedBytes: pieceBytes, sizeBytes: csv.length }])
  expect(codeOf(await ask('POST', `/${upload}/delivery?format=csv`))).toBe('upload-not-whole')
  for (let offset = pieceBytes; offset < csv.length; offset += pieceBytes)
    expect((await send(upload, offset, part(offset))).status).toBe(200)
  const delivered = await ask('POST', `/${upload}/delivery?format=csv`)
  expect(delivered.body).toMatchObject({ outcome: 'accepted', version: 1, rows: 420_100 })
  // The connection broke while it was examined: who asks again hears the same, and no second version comes of it.
  expect((await ask('POST', `/${upload}/delivery?format=csv`)).body).toEqual(delivered.body)
  expect((await ask('GET', `/${upload}`)).body).toMatchObject({ stage: 'ended', answer: { version: 1 } })
  expect((await ask('GET', '')).body.uploads).toEqual([])
})

it('A12 a piece that is not what its digest says, not where it belongs or longer than a piece changes nothing', async () => {
  const upload = await begin()
  expect(codeOf(await send(upload, 0, part(0), sha(part(1), 'base64')))).toBe('piece-damaged')
  expect(codeOf(await send(upload, 0, part(0).subarray(1)))).toBe('piece-damaged')
  expect(codeOf(await send(upload, pieceBytes, part(pieceBytes)))).toBe('piece-out-of-place')
  expect(codeOf(await send(upload, 0, csv.subarray(0, pieceBytes + 1)))).toBe('malformed')
  expect((await ask('GET', `/${upload}`)).body.receivedBytes).toBe(0)
  expect((await ask('DELETE', `/${upload}`)).status).toBe(200)
  expect(codeOf(await send(upload, 0, part(0)))).toBe('upload-unknown')
})

it('W24-1 nobody goes on with the file of another, of another dataset, or without a ticket', async () => {
  const upload = await begin()
  const another = zone.header('intake', 'people', { person: 'somebody-else' })
  expect(codeOf(await ask('GET', `/${upload}`, undefined, another))).toBe('upload-unknown')
  expect((await ask('GET', '', undefined, another)).body.uploads).toEqual([])
  expect(codeOf(await ask('GET', `/${upload}`, undefined, zone.header('intake', 'others')))).toBe('out-of-scope')
  expect((await fetch(`${address}/datasets/people/uploads/${upload}`)).status).toBe(401)
  await ask('DELETE', `/${upload}`)
})

it('A16 a person leaves three files half sent and no more; nothing is kept of what nobody goes on with for six hours', async () => {
  const uploads = [await begin(), await begin(), await begin()]
  for (const upload of uploads) await send(upload, 0, part(0))
  expect(codeOf(await ask('POST', '', { sizeBytes: 10 }))).toBe('too-many-uploads')
  expect(readdirSync(join(zone.folder, 'uploads'))).toHaveLength(3)
  zone.clock.ms += idleMs + 1
  await zone.node().look()
  // The zone looks by itself too, and may have begun.
  await vi.waitFor(() => expect(readdirSync(join(zone.folder, 'uploads'))).toEqual([]))
  expect(codeOf(await ask('GET', `/${uploads[0]}`, undefined, zone.header('intake', 'people')))).toBe('upload-unknown')
  expect(zone.faults).toEqual([])
})

const sealedPieces = (upload: string) => readdirSync(join(zone.folder, 'uploads', upload)).filter((name) => name.endsWith('.sealed'))
const restart = async () => {
  await stop()
  await zone.restart()
  await serve()
}

it('A12 a file goes on where it stood after the zone was off, and lies sealed meanwhile', async () => {
  const upload = await begin()
  await send(upload, 0, part(0))
  await send(upload, pieceBytes, part(pieceBytes))
  const [first = ''] = sealedPieces(upload)
  expect(readFileSync(join(zone.folder, 'uploads', upload, first)).includes(csv.subarray(0, 64))).toBe(false)
  await restart()
  expect((await ask('GET', '')).body.uploads).toMatchObject([
    { upload, receivedBytes: 2 * pieceBytes, pieces: [0, 1].map((at) => sha(part(at * pieceBytes), 'hex')) },
  ])
  await send(upload, 2 * pieceBytes, part(2 * pieceBytes))
  const before = (await zone.node().intake.versions('people'))?.length ?? 0
  expect((await ask('POST', `/${upload}/delivery?format=csv`)).body).toMatchObject({ outcome: 'accepted', rows: 420_100 })
  expect(await zone.node().intake.versions('people')).toHaveLength(before + 1)
  expect(readdirSync(join(zone.folder, 'uploads'))).toEqual([])
  await restart()
  expect(codeOf(await ask('GET', `/${upload}`))).toBe('upload-unknown')
  expect(zone.faults).toEqual([])
})

it('A16 nothing comes of a file whose sealed pieces were changed meanwhile', async () => {
  const upload = await begin()
  for (let offset = 0; offset < csv.length; offset += pieceBytes) await send(upload, offset, part(offset))
  const [first = ''] = sealedPieces(upload)
  const file = join(zone.folder, 'uploads', upload, first)
  const bytes = readFileSync(file)
  bytes[5000] = (bytes[5000] ?? 0) ^ 1
  writeFileSync(file, bytes)
  const before = (await zone.node().intake.versions('people'))?.length ?? 0
  expect((await ask('POST', `/${upload}/delivery?format=csv`)).status).toBe(500)
  expect(await zone.node().intake.versions('people')).toHaveLength(before)
  expect(readdirSync(join(zone.folder, 'uploads'))).toEqual([])
  expect(zone.faults.splice(0)).toHaveLength(1)
})

it('A16 one file is discarded or handed on, never both; three begun at once are three and no more', async () => {
  const upload = await begin()
  for (let offset = 0; offset < csv.length; offset += pieceBytes) await send(upload, offset, part(offset))
  const before = (await zone.node().intake.versions('people'))?.length ?? 0
  const answers = await Promise.all([ask('DELETE', `/${upload}`), ask('POST', `/${upload}/delivery?format=csv`)])
  expect(answers.map(({ status }) => status)).toEqual([200, 404])
  expect(await zone.node().intake.versions('people')).toHaveLength(before)
  expect(
    (await Promise.all(Array.from({ length: 6 }, () => ask('POST', '', { sizeBytes: 10 })))).map(({ status }) => status).toSorted(),
  ).toEqual([...Array(3).fill(200), ...Array(3).fill(429)])
  expect(zone.faults).toEqual([])
})
