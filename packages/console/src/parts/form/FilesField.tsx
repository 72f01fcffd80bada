/** A question that is answered with files: dropped or chosen, each with how far it is, what was sent in part, and what has come. */
import { type AttachedFile, fileKinds, isFileMediaType } from '@yunhe/law/kernel/attached-file'
import { Button, Progress } from 'antd'
import { type DragEvent, useState } from 'react'
import type { Problem } from '../../ask/problem.ts'
import { useSpeech } from '../../words/words.tsx'
import { Citation } from '../Citation.tsx'
import { canDigest } from '../documents/digest.ts'
import { ProblemNotice } from '../States.tsx'
import { complaintsIn } from './complaints.ts'
import { useNaming, useQuestion } from './context.ts'
import type { Path } from './draft.ts'
import { Labelled } from './Labelled.tsx'
import type { Shape } from './shape.ts'
import { filesOf, type Going, useFiles } from './useFiles.ts'

interface FilesFieldProps {
  readonly name: string
  readonly shape: Extract<Shape, { readonly kind: 'files' }>
  readonly draft: unknown
  readonly path: Path
  readonly required: boolean
}

const endingsOf = (accepts: readonly string[]): readonly string[] =>
  accepts.filter(isFileMediaType).flatMap((mediaType) => fileKinds[mediaType].endings)

const Here = ({ file, remove }: { readonly file: AttachedFile; readonly remove: () => void }) => {
  const { words, bytes, say } = useSpeech()
  const kind = isFileMediaType(file.mediaType) ? say(fileKinds[file.mediaType]) : file.mediaType
  return (
    <li className="file-line">
      <span>
        <span aria-hidden="true">✓</span> <strong className="file-name">{file.name}</strong>{' '}
        <span className="quiet">
          {kind} · {bytes(file.sizeBytes)}
        </span>
      </span>
      <Button size="small" aria-label={words.files.removeOf(file.name)} onClick={remove}>
        {words.files.remove}
      </Button>
    </li>
  )
}

const Underway = ({ one, dismiss, again }: { readonly one: Going; readonly dismiss: () => void; readonly again: () => void }) => {
  const { words, bytes, count } = useSpeech()
  const { file, step, sentBytes, problem } = one
  const say = words.files
  const said = {
    comparing: () => say.comparing,
    another: () => say.comparing,
    checking: () => say.checking,
    sending: () => say.sending(bytes(sentBytes), bytes(file.size)),
    waiting: () => words.uploads.waiting(count(step.is === 'waiting' ? step.seconds : 0)),
  }
  return (
    <li className="file-line going">
      <span>
        <strong className="file-name">{file.name}</strong>{' '}
        <span className="quiet" role="status">
          {problem ? say.failed : said[step.is]()}
        </span>
      </span>
      <span className="tools">
        {problem ? (
          <Button size="small" aria-label={say.againOf(file.name)} onClick={again}>
            {say.again}
          </Button>
        ) : null}
        <Button size="small" aria-label={problem ? words.files.removeOf(file.name) : say.cancelOf(file.name)} onClick={dismiss}>
          {problem ? say.remove : say.cancel}
        </Button>
      </span>
      {problem ? (
        <Failed problem={problem} />
      ) : (
        <Progress
          percent={file.size === 0 ? 100 : Math.round((sentBytes / file.size) * 100)}
          status={step.is === 'waiting' ? 'exception' : 'active'}
          aria-label={say.progressOf(file.name)}
        />
      )}
    </li>
  )
}

/** In the words of the form, where the platform said which of its rules or places it is. */
const Failed = ({ problem }: { readonly problem: Problem }) => {
  const { say, words } = useSpeech()
  const complaints = complaintsIn(problem, say, words.wrongs)
  return complaints.length > 0 ? (
    <div className="wrong">
      {complaints.map(({ text, rule }) => (
        <p key={text}>
          {text} {rule === undefined ? null : <Citation rule={rule} />}
        </p>
      ))}
    </div>
  ) : (
    <ProblemNotice problem={problem} />
  )
}

export const FilesField = ({ name, shape, draft, path, required }: FilesFieldProps) => {
  const naming = useNaming()
  const { words, bytes, count } = useSpeech()
  const { id, complaints, change, described } = useQuestion(path)
  const files = filesOf(draft)
  const { going, begin, again, dismiss, remove, unfinished, discard, mostBytes } = useFiles(path, draft, (all) =>
    change(all.length === 0 ? undefined : all),
  )
  const [isOver, setOver] = useState(false)
  const say = words.files
  const endings = endingsOf(shape.accepts)
  const kinds = shape.accepts.filter(isFileMediaType).map((mediaType) => fileKinds[mediaType].endings[0].toUpperCase())
  const hint = say.hint(kinds.join(words.app.comma), mostBytes === undefined ? '' : bytes(mostBytes), count(shape.most))
  const take = (chosen: Iterable<File>) => begin([...chosen].slice(0, Math.max(0, shape.most - files.length - going.length)))
  const over = (event: DragEvent, isIn: boolean) => {
    event.preventDefault()
    setOver(isIn)
  }
  return (
    <Labelled id={id} label={naming(name)} required={required} complaints={complaints} hint={hint} wide>
      {canDigest() ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping does no more than the input within
        <div
          className={isOver ? 'drop-place over' : 'drop-place'}
          onDragOver={(event) => over(event, true)}
          onDragLeave={(event) => over(event, false)}
          onDrop={(event) => {
            over(event, false)
            take(event.dataTransfer.files)
          }}
        >
          <input
            id={id}
            {...described}
            className="unseen"
            type="file"
            multiple
            accept={endings.map((ending) => `.${ending}`).join(',')}
            onChange={({ target }) => {
              take(target.files ?? [])
              // The same file may be chosen again.
              target.value = ''
            }}
          />
          <label htmlFor={id} className="button-link">
            {say.choose}
          </label>
          <span className="quiet">{say.drop}</span>
        </div>
      ) : (
        <p className="quiet" id={id} tabIndex={-1}>
          {say.needsSecure}
        </p>
      )}
      {unfinished.map((one) => (
        <p key={one.upload} className="file-line">
          <span>{say.unfinished(one.name, bytes(one.receivedBytes), bytes(one.sizeBytes))}</span>
          <Button size="small" aria-label={say.discardOf(one.name)} onClick={() => discard(one.upload)}>
            {say.discard}
          </Button>
        </p>
      ))}
      {files.length + going.length === 0 ? null : (
        <ul className="plain files">
          {files.map((file) => (
            <Here key={file.sha256} file={file} remove={() => remove(file)} />
          ))}
          {going.map((one) => (
            <Underway key={one.key} one={one} dismiss={() => dismiss(one)} again={() => again(one)} />
          ))}
        </ul>
      )}
    </Labelled>
  )
}
