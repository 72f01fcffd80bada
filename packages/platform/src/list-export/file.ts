/** A file that has no name: unlinked as soon as it is open, so that nothing of a list is left lying whatever happens. */
import { createHash } from 'node:crypto'
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { finished } from 'node:stream/promises'

export interface NamelessFile {
  readonly out: Writable
  /** Once all was written: what it is. */
  readonly whole: () => Promise<{ readonly sizeBytes: number; readonly sha256: string }>
  /** To be read once; then it is gone. */
  readonly read: () => Readable
  readonly drop: () => Promise<void>
}

const pieceBytes = 65_536

export const namelessFile = async (): Promise<NamelessFile> => {
  const handle = await openNameless()
  const hash = createHash('sha256')
  let sizeBytes = 0
  const out = new Writable({
    write: (chunk: Buffer, _, done) => {
      hash.update(chunk)
      sizeBytes += chunk.length
      // In its order and whole: the next piece comes once this one is done.
      handle.appendFile(chunk).then(() => done(), done)
    },
  })
  const written = finished(out)
  // Told to whoever asks for the whole; what still writes into a run that was stopped must not end the program.
  written.catch(() => undefined)
  out.on('error', () => undefined)
  return {
    out,
    whole: async () => {
      await written
      return { sizeBytes, sha256: hash.digest('hex') }
    },
    read: () => readOnce(handle),
    drop: async () => {
      out.destroy()
      await written.catch(() => undefined)
      await handle.close()
    },
  }
}

/** Closes the file when it was read to its end, and when nobody reads on. */
const readOnce = (handle: FileHandle): Readable => {
  let position = 0
  return new Readable({
    read() {
      handle.read(Buffer.alloc(pieceBytes), 0, pieceBytes, position).then(
        ({ bytesRead, buffer }) => {
          position += bytesRead
          this.push(bytesRead === 0 ? null : buffer.subarray(0, bytesRead))
        },
        (cause: Error) => this.destroy(cause),
      )
    },
    destroy: (cause, done) => {
      handle.close().then(() => done(cause), done)
    },
  })
}

const openNameless = async (): Promise<FileHandle> => {
  const folder = await mkdtemp(join(tmpdir(), 'yunhe-list-'))
  try {
    return await open(join(folder, 'list'), 'wx+', 0o600)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
