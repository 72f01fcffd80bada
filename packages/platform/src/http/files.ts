/** Files of acts: sent in pieces that may break off and go on, each its sender's alone until an act refers to it; read from the case by whoever may see the entry. */
import { Readable } from 'node:stream'
import { contentDigestIn } from '@yunhe/keys'
import { type Actor, actingRoles, dayOf, type Refusal, refusalBy, sendingRules } from '@yunhe/law'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { routes, type UploadView } from '../contract/index.ts'
import { openKept } from '../store/files/kept.ts'
import { pieceBytes } from '../store/files/sealing.ts'
import {
  beginUpload,
  discardUpload,
  finishUpload,
  takePiece,
  type Upload,
  type UploadFault,
  uploadNamed,
  uploadsOf,
} from '../store/files/uploads.ts'
import type { PayloadKeys } from '../store/payloads.ts'
import { fileShown } from '../views/files.ts'
import type { CaseDoor } from './cases.ts'
import { readerOf, serve } from './serve.ts'
import type { SessionDoor } from './session.ts'
import { fileDamaged, malformed, notFound, refused } from './speak.ts'

export interface FileDoor extends CaseDoor, SessionDoor {
  readonly payloads: PayloadKeys
}

const mebibyte = 2 ** 20

export const serveFiles = (app: FastifyInstance, door: FileDoor): void => {
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer', bodyLimit: pieceBytes }, (_, body, done) => done(null, body))

  const numbers = () => door.outside.numbersOn(dayOf(door.clock()))
  const room = () => ({ mostBytes: numbers().uploadMebibytesMax * mebibyte, days: numbers().unusedUploadDays })

  serve(app, routes.uploads, async ({ request }) => {
    const uploads = await uploadsOf(door, senderOf(readerOf(request)).person)
    const { mostBytes: roomBytes, days } = room()
    return { uploads: uploads.map(shown), mostBytes: numbers().fileMebibytesMax * mebibyte, roomBytes, days }
  })
  serve(app, routes.beginUpload, async ({ body, request }) => {
    const sender = senderOf(readerOf(request))
    const broken = sendingRules.filter((one) => !one.holds({ ...nothing, asked: body, by: sender, parameters: numbers() }))
    if (broken.length > 0) throw refused(broken.map(refusalBy))
    return shown(orSayNo(await beginUpload(door, sender, body, room(), door.machineClock())))
  })
  serve(app, routes.upload, async ({ params, request }) => shown(orSayNo(await uploadNamed(door, readerOf(request).person, params.upload))))
  serve(app, routes.sendPiece, async ({ params, query, request }) => {
    const sha256 = contentDigestIn(request.headers['content-digest'])
    if (sha256 === undefined || !Buffer.isBuffer(request.body)) throw malformed([{ place: 'piece', message: 'no piece with its digest' }])
    const piece = { offset: query.offset, sha256, bytes: request.body }
    return shown(orSayNo(await takePiece(door, readerOf(request).person, params.upload, piece, door.machineClock())))
  })
  serve(app, routes.finishUpload, async ({ params, request }) =>
    orSayNo(await finishUpload(door, readerOf(request).person, params.upload, door.machineClock())),
  )
  serve(app, routes.discardUpload, async ({ params, request }) => {
    if (!(await discardUpload(door, readerOf(request).person, params.upload))) throw notFound()
    return {}
  })
  serve(app, routes.caseFile, async ({ params, request, reply }) => {
    const reader = readerOf(request)
    const command = door.commands.find(({ procedure }) => procedure.plural === params.plural)
    const file = command && (await fileShown(door, command, params.id, params.hash, reader))
    if (command === undefined || file === undefined) throw notFound()
    const opened = await openKept(door, `${command.procedure.name}/${params.id}`, params.hash)
    if (opened.is === 'damaged') throw fileDamaged()
    asDownload(reply, file.name).type(file.mediaType).header('content-length', opened.sizeBytes)
    return Readable.from(opened.content(), { objectMode: false })
  })
}

/** Never as a page of ours: it is saved, nothing in it runs, and nobody keeps a copy on the way. */
const asDownload = (reply: FastifyReply, name: string): FastifyReply =>
  reply
    .header('content-disposition', `attachment; filename="file"; filename*=UTF-8''${encoded(name)}`)
    .header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
    .header('cache-control', 'no-store')

/** RFC 8187. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** Whoever can do no act at all has nothing to send. */
const senderOf = (reader: Actor): Actor => {
  if (actingRoles(reader).length === 0) throw notFound()
  return reader
}

const shown = ({ id, pieces, ...upload }: Upload): UploadView => ({ upload: id, ...upload, pieces: [...pieces] })

/** The rules on a file to be sent look at nothing else. */
const nothing = { state: undefined, facts: undefined, at: '' as never, on: '' as never }

const orSayNo = <Value extends object>(answer: Value | UploadFault): Value => {
  if (typeof answer !== 'string') return answer
  throw answer === 'unknown' ? notFound() : refused([refusalByFault[answer]])
}

const said = (code: string, zh: string, en: string): Refusal => ({ rule: 'A24', code, words: { zh, en }, fields: [] })

const refusalByFault: Readonly<Record<Exclude<UploadFault, 'unknown'>, Refusal>> = {
  'no-room': said(
    'no-room',
    '您已上传而未提交的附件已达上限，请先提交有关事项或者移除不用的附件',
    'you have as much lying here unsent as you may: send what it is for, or remove files that you do not need',
  ),
  'out-of-place': said('piece-out-of-place', '上传的片段与已接收的内容不衔接', 'the piece does not follow what has come'),
  damaged: said(
    'piece-damaged',
    '上传的片段不完整或者已损坏，请重新上传',
    'the piece is not whole or was changed on the way: send it again',
  ),
  'not-whole': said('upload-not-whole', '文件尚未上传完成', 'the file has not come whole yet'),
  'not-what-it-says': said(
    'file-not-what-it-says',
    '文件内容与其格式不符，或者含有程序、宏，请核对后重新上传',
    'what is in the file is not of the kind its name says, or it carries a program: look at it and send it again',
  ),
}
