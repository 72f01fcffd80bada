/** The platform as a receiver of the files of acts, and the way back to those that cases hold. */
import { type AttachedFile, mediaTypeOf } from '@yunhe/law/kernel/attached-file'
import { addresses } from './addresses.ts'
import { ask, csrfKept, pathWith } from './ask.ts'
import { postPiece, type Receiver } from './pieces.ts'
import { faultOf, problemOf, unreachable } from './problem.ts'

/** By the ending of its name; anything else is sent as what it is not and refused with the reason. */
const typeOf = (file: File): string => mediaTypeOf(file.name) ?? (file.type || 'application/octet-stream')

/** @param place where in which form it is meant to be used */
export const fileReceiver = (file: File, place: string): Receiver<AttachedFile> => {
  const mediaType = typeOf(file)
  return {
    begun: async () => {
      const { uploads } = await ask('uploads')
      return uploads.filter((one) => one.name === file.name && one.mediaType === mediaType && one.sizeBytes === file.size)
    },
    begin: (sizeBytes) => ask('beginUpload', { body: { name: file.name, mediaType, sizeBytes, place } }),
    look: (upload) => ask('upload', { params: { upload } }),
    piece: (upload, piece) =>
      postPiece(`${pathWith(addresses.sendPiece[1], { upload })}?offset=${piece.offset}`, { 'x-csrf-token': csrfKept() }, piece),
    finish: (upload) => ask('finishUpload', { params: { upload }, body: {} }),
    renew: () => {},
  }
}

/** Where it still is its sender's; a file that a case holds stays. */
export const discardFile = async ({ sha256 }: AttachedFile): Promise<void> => {
  const { uploads } = await ask('uploads')
  const found = uploads.find((one) => one.sha256 === sha256)
  if (found) await ask('discardUpload', { params: { upload: found.upload } })
}

export interface HeldFile {
  readonly plural: string
  readonly id: string
  readonly sha256: string
}

export const bytesOf = async ({ plural, id, sha256 }: HeldFile, signal: AbortSignal): Promise<Uint8Array> => {
  const answer = await fetch(pathWith(addresses.caseFile[1], { plural, id, hash: sha256 }), { credentials: 'same-origin', signal }).catch(
    (error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') throw error
      throw faultOf(unreachable)
    },
  )
  if (!answer.ok) throw faultOf(await problemOf(answer))
  return new Uint8Array(await answer.arrayBuffer())
}
