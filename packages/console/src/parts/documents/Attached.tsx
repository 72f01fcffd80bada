/** Files that were handed in with acts: fetched when somebody looks, held against the ledger in the reader's browser, shown and kept from there. */
import { useQuery } from '@tanstack/react-query'
import { type AttachedFile, fileKinds, isFileMediaType } from '@yunhe/law/kernel/attached-file'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { bytesOf } from '../../ask/files.ts'
import { fault, problemIn } from '../../ask/problem.ts'
import { useSpeech } from '../../words/words.tsx'
import { Loading, ProblemNotice } from '../States.tsx'
import { type AttachedDocument, placeOf } from './documents.ts'
import { Preview } from './Preview.tsx'
import { save } from './save.ts'
import { Verdict } from './Verdict.tsx'

interface OfCase {
  readonly plural: string
  readonly id: string
}

export const mostShownBytes = 20 * 2 ** 20

const isDamaged = (error: unknown) => problemIn(error)?.type.endsWith('/file-damaged') === true

export const useKindOf = () => {
  const { say } = useSpeech()
  return ({ mediaType }: AttachedFile) => (isFileMediaType(mediaType) ? say(fileKinds[mediaType]) : mediaType)
}

const Card = ({ document: { file, entry, event: type }, plural, id }: { readonly document: AttachedDocument } & OfCase) => {
  const { words, bytes: size, event } = useSpeech()
  const say = words.casePage
  const kindOf = useKindOf()
  const { name, sizeBytes, sha256 } = file
  const [isShown, show] = useState(false)
  const query = useQuery({
    queryKey: ['caseFile', plural, id, sha256],
    queryFn: ({ signal }) => bytesOf({ plural, id, sha256 }, signal),
    enabled: isShown,
    retry: false,
    // Files are large and never change: kept while they are on screen and no longer.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  const [isSaving, setSaving] = useState(false)
  const [failed, fail] = useState<unknown>()
  const keep = async () => {
    setSaving(true)
    fail(undefined)
    try {
      save(name, query.data ?? (await bytesOf({ plural, id, sha256 }, new AbortController().signal)), file.mediaType)
    } catch (error) {
      fail(error)
    } finally {
      setSaving(false)
    }
  }
  const problem = query.error ?? failed
  return (
    <li id={placeOf(sha256)} className="document-card">
      <p>
        <strong className="file-name">{name}</strong>{' '}
        <span className="quiet">
          {kindOf(file)} · {size(sizeBytes)} · {event(type)}
        </span>{' '}
        <a className="quiet" href={`#entry-${entry}`}>
          {say.inEntry(entry)}
        </a>{' '}
        {query.data === undefined ? null : <Verdict bytes={query.data} recorded={sha256} />}
      </p>
      <p className="quiet">
        {say.recorded} <span className="code ref">{sha256}</span>
      </p>
      {problem === undefined || problem === null ? null : isDamaged(problem) ? (
        <Alert type="error" showIcon role="alert" title={say.fileDamaged} />
      ) : (
        <ProblemNotice problem={problemIn(problem) ?? fault} again={() => (query.error ? void query.refetch() : void keep())} />
      )}
      <div className="screen-only tools">
        <Button size="small" aria-expanded={isShown} aria-label={`${isShown ? say.hide : say.look} ${name}`} onClick={() => show(!isShown)}>
          {isShown ? say.hide : say.look}
        </Button>
        <Button size="small" loading={isSaving} aria-label={`${say.download} ${name}`} onClick={() => void keep()}>
          {say.download}
        </Button>
      </div>
      {isShown && query.data !== undefined ? (
        query.data.length > mostShownBytes ? (
          <p className="quiet">{say.tooLarge(size(mostShownBytes))}</p>
        ) : (
          <Preview name={name} bytes={query.data} />
        )
      ) : null}
      {isShown && query.isLoading ? <Loading /> : null}
    </li>
  )
}

export const Attached = ({ documents, plural, id }: { readonly documents: readonly AttachedDocument[] } & OfCase) => {
  const { words } = useSpeech()
  return (
    <>
      <h3>{words.casePage.attached}</h3>
      <p className="quiet screen-only">{words.casePage.attachedLead}</p>
      <ul className="plain documents">
        {documents.map((document) => (
          <Card key={document.file.sha256} document={document} plural={plural} id={id} />
        ))}
      </ul>
    </>
  )
}

/** Within the facts of an entry: the way to where they can be read. */
export const AttachedLinks = ({ files }: { readonly files: readonly AttachedFile[] }) => {
  const { bytes } = useSpeech()
  const kindOf = useKindOf()
  return (
    <ul className="plain">
      {files.map((file) => (
        <li key={file.sha256}>
          <a className="file-name" href={`#${placeOf(file.sha256)}`}>
            {file.name}
          </a>{' '}
          <span className="quiet">
            {kindOf(file)} · {bytes(file.sizeBytes)}
          </span>
        </li>
      ))}
    </ul>
  )
}
