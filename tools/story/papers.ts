/** A paper as an office makes it, and the way it is handed in: sent in pieces first, then named by the act. */
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import type { AttachedFile } from '@yunhe/law'
import PDFDocument from 'pdfkit'
import type { Visitor } from './client.ts'

const font = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')

export const pdfOf = (title: string, lines: readonly string[]): Promise<Uint8Array> =>
  new Promise((resolve) => {
    const parts: Buffer[] = []
    const paper = new PDFDocument({ size: 'A4', margin: 72, info: { Title: title } })
    paper.on('data', (part: Buffer) => parts.push(part))
    paper.on('end', () => resolve(Buffer.concat(parts)))
    paper.font(font).fontSize(18).text(title).moveDown().fontSize(11)
    for (const line of lines) paper.text(line).moveDown(0.5)
    paper.end()
  })

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** What an act refers to once the whole of it is there. */
export const handIn = async (who: Visitor, name: string, bytes: Uint8Array): Promise<AttachedFile> => {
  const begun = await who.post('/api/uploads', { name, mediaType: 'application/pdf', sizeBytes: bytes.length })
  const { upload, pieceBytes } = begun.body
  for (let offset = 0; begun.status === 200 && offset < bytes.length; offset += pieceBytes) {
    const piece = bytes.subarray(offset, offset + pieceBytes)
    const digest = createHash('sha256').update(piece).digest('base64')
    await who.sendBytes(`/api/uploads/${upload}/pieces?offset=${offset}`, piece, { 'content-digest': `sha-256=:${digest}:` })
  }
  const { status, body } = await who.post(`/api/uploads/${upload}/delivery`, {})
  if (status !== 200) throw new Error(`could not hand in a file: ${status}`)
  return body
}
