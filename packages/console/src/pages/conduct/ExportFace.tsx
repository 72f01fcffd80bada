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
import { ExportChecks } from '../../parts/ExportChecks.tsx'
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
              <td className="code ref" data-label={field('sha256')}>
                {sha256.slice(0, 16)}…
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

const colours = { approve: 'success', changes: 'warning', refuse: 'error' } as const

const Votes = ({ state, names }: { readonly state: Export; readonly names: Names }) => {
  const { words, code } = useSpeech()
  const { required, votes, pastRounds } = state
  const nameOf = (body: string) => (body === '' ? words.exporting.anySecurity : <Organization uscc={body} name={names[body]} />)
  const said = ({ conclusion, reason }: Partial<Export['votes'][number]>) =>
    conclusion === undefined ? (
      <span className="quiet">{words.exporting.hidden}</span>
    ) : (
      <>
        <Tag color={colours[conclusion]}>{code(conclusion)}</Tag> <span className="prose">{reason}</span>
      </>
    )
  return (
    <>
      <p className="quiet">{words.exporting.votesLead}</p>
      <ul className="checks">
        {required.map(({ as, body }) => {
          const cast = votes.find((one) => one.as === as && (body === '' || one.body === body))
          return (
            <li key={`${as}${body}`}>
              {code(as)} {nameOf(cast?.body ?? body)} {cast ? said(cast) : <span className="quiet">{words.exporting.waiting}</span>}
            </li>
          )
        })}
      </ul>
      {pastRounds.length > 0 ? (
        <details>
          <summary>{words.exporting.past}</summary>
          {pastRounds.map(({ snapshot, votes: before }) => (
            <ul key={snapshot} className="checks">
              <li className="code">{snapshot.slice(0, 16)}…</li>
              {before.map((one) => (
                <li key={one.body}>
                  {code(one.as)} {nameOf(one.body)} {said(one)}
                </li>
              ))}
            </ul>
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
    <div className="beside">
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
const save = (name: string, content: BlobPart): void => {
  const address = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

const Fetching = ({ id, state }: { readonly id: string; readonly state: Export }) => {
  const { words, count } = useSpeech()
  const fetching = useMutation({
    mutationFn: async () => {
      const pass = await ask('ticket', { body: { purpose: 'download', case: id } })
      const names = [...state.files.map(({ name }) => name), 'manifest.json']
      for (const name of names) {
        const content = contentOf(await fetchFile(pass, id, name))
        save(name === 'manifest.json' ? `${id}.manifest.json` : name, content)
      }
      return names.length
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
        <Alert type="success" showIcon role="status" title={words.exporting.fetched(count(fetching.data))} />
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
          <Votes state={state} names={view.nameByOrganization} />
        </Section>
      ) : null}
      <Comments state={state} names={view.nameByOrganization} />
      {isOpen('review') ? <Looking id={view.id} /> : null}
      {isOpen('download') ? <Fetching id={view.id} state={state} /> : null}
    </>
  )
}

export default ExportFace
