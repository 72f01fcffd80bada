/** Files: sent in pieces before an act refers to them, read from the case that holds them. */
import { fileNameShape } from '@yunhe/law'
import { z } from 'zod'
import { route } from './route.ts'

/** A file that is under way or there, and that no act refers to yet. */
export const uploadView = z.object({
  upload: z.string(),
  name: z.string(),
  place: z.string().describe('where its sender meant to use it, in the words of its own screen'),
  mediaType: z.string(),
  sizeBytes: z.int(),
  receivedBytes: z.int(),
  pieceBytes: z.int().describe('every piece but the last has exactly so many bytes'),
  pieces: z
    .array(z.string())
    .describe('SHA-256 of each piece that has come, hex, so that whoever goes on sees whether it is the same file'),
  sha256: z.string().optional().describe('once it is there whole'),
})
export type UploadView = z.infer<typeof uploadView>

/** As an act refers to it, in `attachments`. */
export const attachedFile = z.object({ name: z.string(), mediaType: z.string(), sizeBytes: z.int(), sha256: z.string() })

export const fileRoutes = {
  uploads: route({
    method: 'GET',
    path: '/api/uploads',
    summary: 'Files that the reader has sent, whole or in part, and that no act refers to.',
    reply: z.object({
      uploads: z.array(uploadView),
      mostBytes: z.int().describe('of one file'),
      roomBytes: z.int().describe('of all that one person may have lying there'),
      days: z.int().describe('days after which what no act refers to is cleared away'),
    }),
  }),
  beginUpload: route({
    method: 'POST',
    path: '/api/uploads',
    summary: 'Begin to send a file. Its kind and its size are judged before any of it comes.',
    body: z.object({
      name: fileNameShape,
      mediaType: z.string().max(100),
      sizeBytes: z.int().min(1),
      place: z.string().max(300).default(''),
    }),
    reply: uploadView,
  }),
  upload: route({ method: 'GET', path: '/api/uploads/:upload', summary: 'How far a file has come.', reply: uploadView }),
  sendPiece: route({
    method: 'POST',
    path: '/api/uploads/:upload/pieces',
    summary: 'Send the next piece, with its SHA-256 in `content-digest` (RFC 9530). The same piece sent twice counts once.',
    query: z.object({ offset: z.coerce.number().int().min(0) }),
    takes: 'application/octet-stream',
    reply: uploadView,
  }),
  finishUpload: route({
    method: 'POST',
    path: '/api/uploads/:upload/delivery',
    summary:
      'Say that all pieces are sent: the bytes are held against the kind the file is said to be of. Answered with what an act refers to.',
    body: z.object({}),
    reply: attachedFile,
  }),
  discardUpload: route({ method: 'DELETE', path: '/api/uploads/:upload', summary: 'Throw a sent file away.', reply: z.object({}) }),
  caseFile: route({
    method: 'GET',
    path: '/api/cases/:plural/:id/files/:hash',
    summary: 'A file that was handed in with an act, to whoever may see the entry it came with. What is not whole is not served.',
    media: 'application/octet-stream',
    reply: z.unknown(),
  }),
} as const
