/** The documents of a case: each with its entry, its hash, what the reader's own browser says of it, a preview and a copy to keep. */
import type { CaseView } from '@yunhe/platform/contract'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useSpeech } from '../../words/words.tsx'
import { download } from '../csv.ts'
import { Section } from '../Page.tsx'
import { Attached } from './Attached.tsx'
import { documentsIn, type HashedFile, placeOf, type TextDocument } from './documents.ts'
import { HoldFile } from './HoldFile.tsx'
import { Preview } from './Preview.tsx'
import { Verdict } from './Verdict.tsx'

const InEntry = ({ version }: { readonly version: number }) => {
  const { words } = useSpeech()
  return (
    <a className="quiet" href={`#entry-${version}`}>
      {words.casePage.inEntry(version)}
    </a>
  )
}

const Text = ({
  document: { title, field: name, text, sha256, entry },
  of,
  id,
}: {
  readonly document: TextDocument
  readonly of: string
  readonly id: string
}) => {
  const { words, field } = useSpeech()
  const say = words.casePage
  const bytes = useMemo(() => new TextEncoder().encode(text), [text])
  const called = title === '' ? field(name, of) : title
  return (
    <li {...(sha256 === undefined ? {} : { id: placeOf(sha256) })} className="document-card">
      <p>
        <strong>{called}</strong> <InEntry version={entry} /> {sha256 === undefined ? null : <Verdict bytes={bytes} recorded={sha256} />}
      </p>
      {sha256 === undefined ? (
        <p className="quiet">{say.noRecord}</p>
      ) : (
        <p className="quiet">
          {say.recorded} <span className="code ref">{sha256}</span>
        </p>
      )}
      <details>
        <summary>{say.preview}</summary>
        <Preview name={`${called}.txt`} bytes={bytes} />
      </details>
      <div className="screen-only">
        <Button
          size="small"
          aria-label={`${say.download} ${called}`}
          onClick={() => download(`${id}-${entry}-${called}.txt`, text, 'text/plain')}
        >
          {say.download}
        </Button>
      </div>
    </li>
  )
}

const Elsewhere = ({ files }: { readonly files: readonly HashedFile[] }) => {
  const { words, event } = useSpeech()
  const say = words.casePage
  const titleOf = ({ title, event: type }: HashedFile) => (title === '' ? event(type) : title)
  return (
    <>
      <h3>{say.elsewhere}</h3>
      <p className="quiet">{say.elsewhereLead}</p>
      <ul className="plain documents">
        {files.map((file) => (
          <li key={file.sha256} id={placeOf(file.sha256)} className="document-card">
            <p>
              <strong>{titleOf(file)}</strong> <InEntry version={file.entry} />
            </p>
            <p className="quiet">
              {say.recorded} <span className="code ref">{file.sha256}</span>
            </p>
          </li>
        ))}
      </ul>
      <HoldFile files={files} titleOf={titleOf} />
    </>
  )
}

export const Documents = ({ view }: { readonly view: CaseView }) => {
  const { words } = useSpeech()
  const { attached, texts, files } = useMemo(() => documentsIn(view), [view])
  if (attached.length + texts.length + files.length === 0) return null
  return (
    <Section title={words.casePage.documents} id="documents">
      {texts.length === 0 ? null : (
        <>
          <p className="quiet">{words.casePage.documentsLead}</p>
          <ul className="plain documents">
            {texts.map((document) => (
              <Text
                key={`${document.entry}${document.field}${document.sha256 ?? document.text.slice(0, 40)}`}
                document={document}
                of={view.procedure}
                id={view.id}
              />
            ))}
          </ul>
        </>
      )}
      {attached.length === 0 ? null : <Attached documents={attached} plural={view.plural} id={view.id} />}
      {files.length === 0 ? null : <Elsewhere files={files} />}
    </Section>
  )
}
