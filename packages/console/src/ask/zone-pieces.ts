/** The zone as a receiver of files in pieces, entered with tickets that last minutes where a file may take hours. */
import { queryOf } from './ask.ts'
import { postPiece, type Receiver, type UploadView } from './pieces.ts'
import { type Delivered, formatOf, type Said, saidOf } from './upload.ts'
import { askZone, type Pass } from './zone.ts'

export interface Destination {
  /** Asks the platform to be let in. */
  readonly enter: () => Promise<Pass>
  /** `datasets/flights`, `imports/s1`. */
  readonly place: string
  readonly file: File
  readonly said: Said
}

/** Up to here one request does. */
export const wholeUpTo = 4 * 2 ** 20
/** Where the browser has no digests, outside of a secure context, a file goes in one request. */
export const canGoByPieces = (file: File): boolean => file.size > wholeUpTo && globalThis.crypto?.subtle !== undefined

/** Large files are examined for minutes. */
const examinedWithinMs = 3_600_000

export const zoneReceiver = ({ enter, place, file, said }: Destination): Receiver<Delivered> => {
  const base = `/${place}/uploads`
  const held: { pass?: Promise<Pass> | undefined } = {}
  const inside = async <Value>(work: (pass: Pass) => Promise<Value>): Promise<Value> => {
    held.pass ??= enter()
    const pass = await held.pass.catch((error: unknown) => {
      held.pass = undefined
      throw error
    })
    return work(pass)
  }
  return {
    begun: async () => (await inside((pass) => askZone<{ readonly uploads: readonly UploadView<Delivered>[] }>(pass, 'GET', base))).uploads,
    begin: (sizeBytes) => inside((pass) => askZone(pass, 'POST', base, { sizeBytes })),
    look: (upload) => inside((pass) => askZone(pass, 'GET', `${base}/${upload}`)),
    piece: (upload, piece) =>
      inside((pass) =>
        postPiece(
          new URL(`${base}/${upload}/pieces?offset=${piece.offset}`, pass.zoneUrl),
          { authorization: `Ticket ${pass.ticket}` },
          piece,
        ),
      ),
    finish: (upload) => {
      const path = `${base}/${upload}/delivery${queryOf(saidOf(formatOf(file.name), said))}`
      return inside((pass) => askZone<Delivered>(pass, 'POST', path, {}, examinedWithinMs))
    },
    renew: () => {
      held.pass = undefined
    },
  }
}

/** Gives up whatever this person has half sent there. */
export const giveUp = async (pass: Pass, place: string): Promise<void> => {
  const { uploads } = await askZone<{ readonly uploads: readonly UploadView<Delivered>[] }>(pass, 'GET', `/${place}/uploads`)
  for (const { upload } of uploads) await askZone(pass, 'DELETE', `/${place}/uploads/${upload}`)
}
