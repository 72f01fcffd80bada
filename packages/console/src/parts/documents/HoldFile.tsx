/** A file of the reader's own held against the hashes of a case: read here, sent nowhere. */
import { Alert } from 'antd'
import { useId, useState } from 'react'
import { useSpeech } from '../../words/words.tsx'
import { canDigest, sha256Of } from './digest.ts'
import type { HashedFile } from './documents.ts'
import { Preview } from './Preview.tsx'

interface Held {
  readonly name: string
  readonly hash: string
  readonly matching: readonly HashedFile[]
  /** Absent where the file is too large to be shown. */
  readonly bytes?: Uint8Array
}

const mostShownBytes = 20 * 2 ** 20
/** WebCrypto takes a file whole. */
const mostBytes = 500 * 2 ** 20

export const HoldFile = ({ files, titleOf }: { readonly files: readonly HashedFile[]; readonly titleOf: (file: HashedFile) => string }) => {
  const { words, bytes: size } = useSpeech()
  const say = words.casePage
  const id = useId()
  const [held, hold] = useState<Held | 'too-large'>()
  const look = async (file: File) => {
    if (file.size > mostBytes) return hold('too-large')
    const content = new Uint8Array(await file.arrayBuffer())
    const hash = await sha256Of(content)
    const matching = files.filter(({ sha256 }) => sha256.toLowerCase() === hash)
    hold({ name: file.name, hash, matching, ...(content.length <= mostShownBytes && { bytes: content }) })
  }
  if (!canDigest()) return <p className="quiet">{say.verdicts.unable}</p>
  return (
    <div className="screen-only">
      <label htmlFor={id}>{say.hold}</label>{' '}
      <input
        id={id}
        type="file"
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) void look(file)
        }}
      />
      {held === 'too-large' ? <Alert type="warning" showIcon role="status" title={say.tooLarge(size(mostBytes))} /> : null}
      {held !== undefined && held !== 'too-large' ? (
        <>
          <Alert
            type={held.matching.length > 0 ? 'success' : 'error'}
            showIcon
            role="status"
            title={held.matching.length > 0 ? say.heldAs(held.matching.map(titleOf).join(words.app.comma)) : say.heldAsNone}
            description={
              <>
                {say.held(held.name)}
                <br />
                <span className="code ref">{held.hash}</span>
              </>
            }
          />
          {held.bytes === undefined ? (
            <p className="quiet">{say.tooLarge(size(mostShownBytes))}</p>
          ) : (
            <details key={held.hash}>
              <summary>{say.preview}</summary>
              <Preview name={held.name} bytes={held.bytes} />
            </details>
          )}
        </>
      ) : null}
    </div>
  )
}
