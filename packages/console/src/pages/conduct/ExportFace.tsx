/** An export: its files, what the zone found, who has voted; the way in to look at it, and the way to fetch it (article 16, W16-3). */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Export } from '@yunhe/law/conduct/export'
import type { CaseView } from '@yunhe/platform/contract'
import { Alert, Button, Tag } from 'antd'
import { useState } from 'react'
import { ask } from '../../ask/ask.ts'
import { contentOf, type ExportView, fetchFile, fileOf, snapshotOf } from '../../ask/exports.ts'
import { fault, problemIn } from '../../ask/problem.ts'
import { queryClient } from '../../ask/queries.ts'
import type { Pass } from '../../ask/zone.ts'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { Verdict } from '../../parts/documents/Verdict.tsx'
import { ExportChecks } from '../../parts/ExportChecks.tsx'
import { entryOf, type Opinion, Opinions } from '../../parts/Opinions.tsx'
import { Organization } from '../../parts/Organization.tsx'
import { Section } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { Answer, ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { stateOf } from '../stateOf.ts'
import { ExportContent } from './ExportContent.tsx'

type Names = CaseView['nameByOrganization']

const Files = ({ files }: { readonly files: Export['files'] }) => {
  const { words, code, count, bytes, field } = useSpeech()
  return (
    <Scroll name={words.exporting.files}>
      <table className="data cards">
        <caption className="unseen">{words.exporting.files}</caption>
        <thead>
          <tr>
            {(['name', 'kind', 'rows', 'sizeBytes', 'sha256'] as const).map((key) => (
              <th key={key} scope="col">
                {field(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {files.map(({ name, kind, rows, sizeBytes, sha256 }) => (
            <tr key={name}>
              <td className="code" data-label={field('name')}>
                {name}
              </td>
              <td data-label={field('kind')}>{code(kind)}</td>
              <td data-label={field('rows')}>{count(rows)}</td>
              <td data-label={field('sizeBytes')}>{bytes(sizeBytes)}</td>
              <td data-label={field('sha256')}>
                <span className="code long ref">{sha256}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

const Report = ({ report }: { readonly report: NonNullable<Export['report']> }) => {
  const { words, code, count } = useSpeech()
  return (
    <ul className="checks">
      {report.checks.map(({ check, passed, findings }) => (
        <li key={check}>
          <Tag color={passed ? 'success' : 'error'}>{passed ? words.exporting.passed : words.exporting.failed}</Tag> {code(check)}{' '}
          {findings > 0 ? <span className="quiet">{words.exporting.findings(count(findings))}</span> : null}
        </li>
      ))}
    </ul>
  )
}

const tones = { approve: 'good', changes: 'unsure', refuse: 'bad' } as const

type Cast = Pick<Export['votes'][number], 'body' | 'as'> & Partial<Export['votes'][number]>

const Votes = ({ state, view }: { readonly state: Export; readonly view: CaseView }) => {
  const { words, code } = useSpeech()
  const { required, votes, pastRounds } = state
  const nameOf = (body: string) =>
    body === '' ? words.exporting.anySecurity : <Organization uscc={body} name={view.nameByOrganization[body]} />
  const said = (cast: Cast, snapshot: string): Pick<Opinion, 'conclusion' | 'reason' | 'entry' | 'instead'> => ({
    instead: words.exporting.hidden,
    ...(cast.conclusion && { conclusion: { says: code(cast.conclusion), tone: tones[cast.conclusion] } }),
    reason: cast.reason,
    entry: entryOf(view, 'ExportVoteCast', (payload) => payload.body === cast.body && payload.snapshot === snapshot),
  })
  return (
    <>
      <p className="quiet">{words.exporting.votesLead}</p>
      <Opinions
        opinions={required.map(({ as, body }) => {
          const cast = votes.find((one) => one.as === as && (body === '' || one.body === body))
          return {
            key: `${as}${body}`,
            who: nameOf(cast?.body ?? body),
            as: code(as),
            instead: words.exporting.waiting,
            ...(cast && said(cast, state.snapshot)),
          }
        })}
      />
      {pastRounds.length > 0 ? (
        <details>
          <summary>{words.exporting.past}</summary>
          {pastRounds.map(({ snapshot, votes: before }) => (
            <div key={snapshot}>
              <p className="code">{snapshot.slice(0, 16)}…</p>
              <Opinions
                opinions={before.map((one) => ({ key: one.body, who: nameOf(one.body), as: code(one.as), ...said(one, snapshot) }))}
              />
            </div>
          ))}
        </details>
      ) : null}
    </>
  )
}

const Comments = ({ state, names }: { readonly state: Export; readonly names: Names }) => {
  const { words, instant } = useSpeech()
  if (state.comments.length === 0) return null
  return (
    <Section title={words.exporting.comments}>
      <ul className="log">
        {state.comments.map(({ body, at, text }: Partial<Export['comments'][number]>) => (
          <li key={`${body}${at}`}>
            <Organization uscc={body ?? ''} name={names[body ?? '']} /> <span className="quiet">{instant(at ?? '')}</span>
            <p className="prose">{text ?? <span className="quiet">{words.exporting.sealed}</span>}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The snapshot as the zone shows it, its content beside what was found in it. */
const Inside = ({ view, pass }: { readonly view: ExportView; readonly pass: Pass }) => {
  const { words, count } = useSpeech()
  const [open, setOpen] = useState(view.files[0]?.name ?? '')
  const content = useQuery({
    queryKey: ['zone', 'export', view.snapshot, open, pass.ticket],
    queryFn: () => fileOf(pass, view.export, open),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  return (
    <div className="beside review">
      <div>
        <h3>{words.exporting.content}</h3>
        <p className="form-foot">
          {view.files.map(({ name, kind, strength }) => (
            <span key={name}>
              <Button size="small" aria-pressed={name === open} type={name === open ? 'primary' : 'default'} onClick={() => setOpen(name)}>
                {name}
              </Button>{' '}
              <span className="quiet">
                {kind === 'model'
                  ? words.exporting.modelMark
                  : strength.columns.length === 0
                    ? words.exporting.noMark
                    : strength.places < 40
                      ? `${words.exporting.places(count(strength.places))}${words.app.clause}${words.exporting.weakMark}`
                      : words.exporting.places(count(strength.places))}
              </span>
            </span>
          ))}
        </p>
        <Answer query={content}>{(opened) => <ExportContent {...opened} />}</Answer>
      </div>
      <div>
        <h3>{words.exporting.checks}</h3>
        <ExportChecks checks={view.report.checks} />
      </div>
    </div>
  )
}

const Looking = ({ id }: { readonly id: string }) => {
  const { words } = useSpeech()
  const entering = useMutation({
    mutationFn: async () => {
      const pass = await ask('ticket', { body: { purpose: 'review', case: id } })
      return { pass, view: await snapshotOf(pass, id) }
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['case'] }),
  })
  return (
    <Section title={words.exporting.look} id="look">
      <p className="quiet">{words.exporting.lookLead}</p>
      <div>
        <Button type="primary" loading={entering.isPending} onClick={() => entering.mutate()}>
          {words.exporting.look}
        </Button>
      </div>
      {entering.error ? <ProblemNotice problem={problemIn(entering.error) ?? fault} /> : null}
      {entering.data ? <Inside view={entering.data.view} pass={entering.data.pass} /> : null}
    </Section>
  )
}

/** Straight from the zone into a file of the person's own. */
const save = (name: string, content: Uint8Array): void => {
  const address = URL.createObjectURL(new Blob([Uint8Array.from(content)], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** What came, held against what the zone said it would send; the manifest carries a signature of its own. */
const Held = ({
  files,
  release,
}: {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly release: Export['release']
}) => (
  <ul className="plain">
    {files.map(({ name, bytes }) => {
      const recorded = release?.files.find((one) => one.name === name)?.sha256
      return recorded === undefined ? null : (
        <li key={name}>
          <span className="code">{name}</span> <Verdict bytes={bytes} recorded={recorded} />
        </li>
      )
    })}
  </ul>
)

const Fetching = ({ id, state }: { readonly id: string; readonly state: Export }) => {
  const { words, count } = useSpeech()
  const fetching = useMutation({
    mutationFn: async () => {
      const pass = await ask('ticket', { body: { purpose: 'download', case: id } })
      const names = [...state.files.map(({ name }) => name), 'manifest.json']
      const got: { readonly name: string; readonly bytes: Uint8Array }[] = []
      for (const name of names) {
        const bytes = contentOf(await fetchFile(pass, id, name))
        got.push({ name, bytes })
        save(name === 'manifest.json' ? `${id}.manifest.json` : name, bytes)
      }
      return got
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['case'] }),
  })
  return (
    <Section title={words.exporting.download} id="download" note={words.exporting.left(count(state.downloads), count(state.mostDownloads))}>
      <p className="quiet">{words.exporting.downloadLead}</p>
      <div>
        <Button type="primary" loading={fetching.isPending} onClick={() => fetching.mutate()}>
          {words.exporting.fetch}
        </Button>
      </div>
      {fetching.error ? <ProblemNotice problem={problemIn(fetching.error) ?? fault} /> : null}
      {fetching.data === undefined ? null : (
        <Alert
          type="success"
          showIcon
          role="status"
          title={words.exporting.fetched(count(fetching.data.length))}
          description={<Held files={fetching.data} release={state.release} />}
        />
      )}
    </Section>
  )
}

const ExportFace = ({ view }: { readonly view: CaseView }) => {
  const { words, field } = useSpeech()
  const state = stateOf<Export>(view)
  const isOpen = (act: string) => view.acts.some((one) => one.act === act && one.open)
  return (
    <>
      <Section title={field('request')}>
        <p>
          <CaseLink plural="data-requests" id={state.request} />
        </p>
      </Section>
      <Section title={words.exporting.files}>
        <Files files={state.files} />
        {isOpen('change') ? (
          <p>
            <Link to="/workbench/$id" params={{ id: state.request }} search={{ exporting: view.id }}>
              {words.exporting.change}
            </Link>
          </p>
        ) : null}
      </Section>
      {state.report ? (
        <Section title={words.exporting.checks}>
          <Report report={state.report} />
        </Section>
      ) : null}
      {state.required.length > 0 ? (
        <Section title={words.exporting.votes}>
          <Votes state={state} view={view} />
        </Section>
      ) : null}
      <Comments state={state} names={view.nameByOrganization} />
      {isOpen('review') ? <Looking id={view.id} /> : null}
      {isOpen('download') ? <Fetching id={view.id} state={state} /> : null}
    </>
  )
}

export default ExportFace
