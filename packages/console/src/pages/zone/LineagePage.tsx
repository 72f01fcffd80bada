/** The way of data around one case: the graph, the ground of the step that was chosen, and every step as a table (article 3: provenance). */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { LineageEdgeView, LineageNodeView, LineageView } from '@yunhe/platform/contract'
import { Alert, Button, Select } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { ask } from '../../ask/ask.ts'
import { pageOf } from '../../ask/queries.ts'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { Citations } from '../../parts/Citation.tsx'
import { download } from '../../parts/csv.ts'
import { DataTable } from '../../parts/DataTable.tsx'
import { fieldsOf } from '../../parts/fields.ts'
import { Page, Section } from '../../parts/Page.tsx'
import { Answer, Loading, Nothing } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

const LineageGraph = lazy(() => import('./LineageGraph.tsx'))

/** What a graph can hold and still be read. */
const mostDrawn = 300

const useNames = ({ nodes }: LineageView) => {
  const { words } = useSpeech()
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return (id: string): string => {
    const node = byId.get(id)
    if (node === undefined) return id
    const kind = words.lineage.kinds[node.kind as keyof typeof words.lineage.kinds] ?? node.kind
    return `${kind} · ${node.case?.title || node.name}${node.kind === 'table' ? ` · ${node.name}` : ''}`
  }
}

const useHow = () => {
  const { words, code } = useSpeech()
  const hows: Readonly<Record<string, string>> = words.lineage.hows
  return (how: string): string =>
    how
      .split(', ')
      .map((part) => hows[part] ?? code(part))
      .join(words.app.comma)
}

const columnsText = ({ columns }: LineageEdgeView, sayHow: (how: string) => string): string =>
  columns.map(({ output, from, how }) => `${from.join('+')} → ${output} (${sayHow(how)})`).join('; ')

/** `data-request/r1@5`: the case and the place of the entry in it. */
const DecisionLink = ({ decision, view }: { readonly decision: string; readonly view: LineageView }) => {
  const [, id] = /^[a-z-]+\/([^@]+)@\d+$/.exec(decision) ?? []
  const known = view.nodes.find((node) => node.case?.id === id)?.case
  if (known === undefined) return <span className="code">{decision}</span>
  return (
    <CaseLink plural={known.plural} id={known.id}>
      <span className="code">{decision}</span>
    </CaseLink>
  )
}

const Ground = ({ edge, view }: { readonly edge: LineageEdgeView; readonly view: LineageView }) => {
  const { words } = useSpeech()
  const nameOf = useNames(view)
  const sayHow = useHow()
  const { ground } = edge
  return (
    <li>
      <p>
        <strong>{nameOf(edge.from)}</strong> → <strong>{nameOf(edge.to)}</strong>
      </p>
      <p className="code">{columnsText(edge, sayHow)}</p>
      <p>
        <DecisionLink decision={ground.decision} view={view} /> <Citations rules={ground.under} />{' '}
        {ground.authorization ? <CaseLink plural="authorizations" id={ground.authorization} /> : null}{' '}
        <span className="quiet">{ground.logIndex < 0 ? words.lineage.noZoneEntry : words.lineage.zoneEntry(ground.logIndex)}</span>
      </p>
    </li>
  )
}

const Chosen = ({ node, view }: { readonly node: LineageNodeView | undefined; readonly view: LineageView }) => {
  const { words } = useSpeech()
  const nameOf = useNames(view)
  if (node === undefined) return <p className="quiet">{words.lineage.choose}</p>
  const touching = view.edges.filter(({ from, to }) => from === node.id || to === node.id)
  return (
    <div aria-live="polite">
      <p>
        <strong>{nameOf(node.id)}</strong> {node.holderName}{' '}
        {node.case ? (
          <CaseLink plural={node.case.plural} id={node.case.id}>
            {node.case.title}
          </CaseLink>
        ) : null}
      </p>
      <ul className="plain">
        {touching.map((edge) => (
          <Ground key={`${edge.from}${edge.to}`} edge={edge} view={view} />
        ))}
      </ul>
    </div>
  )
}

const useStepFields = (view: LineageView) => {
  const nameOf = useNames(view)
  const sayHow = useHow()
  return fieldsOf<LineageEdgeView>()({
    from: { label: 'lineageFrom', text: ({ from }) => nameOf(from), show: ({ from }) => nameOf(from), filters: true },
    to: { label: 'lineageTo', text: ({ to }) => nameOf(to), show: ({ to }) => nameOf(to), filters: true },
    columns: {
      label: 'lineageColumns',
      text: (edge) => columnsText(edge, sayHow),
      show: (edge) => <span className="code">{columnsText(edge, sayHow)}</span>,
    },
    decision: {
      label: 'lineageDecision',
      text: ({ ground }) => ground.decision,
      show: ({ ground }) => <DecisionLink decision={ground.decision} view={view} />,
    },
    rules: {
      label: 'lineageRules',
      text: ({ ground }) => ground.under.join(' '),
      show: ({ ground }) => <Citations rules={ground.under} />,
    },
  })
}

const Steps = ({ view }: { readonly view: LineageView }) => {
  const { words } = useSpeech()
  return (
    <DataTable
      name={words.lineage.steps}
      fields={useStepFields(view)}
      columns={['from', 'to', 'columns', 'decision', 'rules']}
      rows={view.edges}
      rowKey={({ from, to }) => `${from}→${to}`}
      empty={words.lineage.empty}
    />
  )
}

/** The nearest steps: the zone tells them from the start outwards. */
const drawn = (view: LineageView): LineageView => {
  if (view.nodes.length <= mostDrawn) return view
  const nodes = view.nodes.slice(0, mostDrawn)
  const ids = new Set(nodes.map(({ id }) => id))
  return { ...view, nodes, edges: view.edges.filter(({ from, to }) => ids.has(from) && ids.has(to)) }
}

const Told = ({ view }: { readonly view: LineageView }) => {
  const { words } = useSpeech()
  const [chosen, choose] = useState<string>()
  if (view.nodes.length === 0) return <Nothing>{words.lineage.empty}</Nothing>
  return (
    <>
      {view.hidden > 0 ? <Alert type="info" showIcon title={words.lineage.hidden(view.hidden)} /> : null}
      <Section
        title={words.lineage.graph}
        note={view.nodes.length > mostDrawn ? words.lineage.tooMany(mostDrawn, view.nodes.length) : undefined}
      >
        <Suspense fallback={<Loading />}>
          <LineageGraph view={drawn(view)} chosen={chosen} onChoose={choose} />
        </Suspense>
      </Section>
      <Section title={words.lineage.chosen}>
        <Chosen node={view.nodes.find(({ id }) => id === chosen)} view={view} />
      </Section>
      <Section title={words.lineage.steps}>
        <Steps view={view} />
      </Section>
    </>
  )
}

const startColumnsOf = ({ nodes, edges, start }: LineageView): readonly string[] => {
  const isStart = (id: string) => id === start || id.startsWith(`${start}@`)
  const starts = new Set(nodes.filter(({ id }) => isStart(id)).map(({ id }) => id))
  const names = edges.flatMap(({ from, to, columns }) => [
    ...(starts.has(from) ? columns.flatMap((step) => step.from) : []),
    ...(starts.has(to) ? columns.map(({ output }) => output) : []),
  ])
  return [...new Set(names)].sort()
}

const directions = ['both', 'up', 'down'] as const

const LineagePage = () => {
  const { words } = useSpeech()
  const { plural, id } = useParams({ from: '/shell/lineage/$plural/$id' })
  const [direction, turn] = useState<(typeof directions)[number]>('both')
  const [column, follow] = useState<string>()
  const question = { params: { plural, id }, query: { direction, column } }
  const query = useQuery(pageOf('lineage', question))
  const whole = useQuery(pageOf('lineage', { params: { plural, id }, query: { direction } }))
  const saving = useMutation({
    mutationFn: () => ask('openLineage', question),
    onSuccess: ({ events }) =>
      download(`openlineage-${id}.ndjson`, `${events.map((event) => JSON.stringify(event)).join('\n')}\n`, 'application/x-ndjson'),
  })
  const hidden = query.data?.hidden ?? 0
  const own = query.data?.nodes.find((node) => node.case?.id === id)?.case?.title
  return (
    <Page
      title={words.lineage.title}
      lead={words.lineage.lead}
      actions={
        <CaseLink plural={plural} id={id}>
          {own}
        </CaseLink>
      }
    >
      <div className="tools">
        <Select
          aria-label={words.lineage.direction}
          className="filter"
          value={direction}
          onChange={turn}
          options={directions.map((value) => ({ value, label: words.lineage.directions[value] }))}
        />
        {plural === 'data-requests' ? null : (
          <Select
            aria-label={words.lineage.column}
            className="filter"
            allowClear
            placeholder={words.lineage.allColumns}
            {...(column === undefined ? {} : { value: column })}
            onChange={(value: string | undefined) => follow(value)}
            options={whole.data === undefined ? [] : startColumnsOf(whole.data).map((value) => ({ value, label: value }))}
          />
        )}
        <Button
          className="push"
          disabled={hidden > 0 || query.data === undefined}
          loading={saving.isPending}
          onClick={() => saving.mutate()}
        >
          {words.lineage.openLineage}
        </Button>
      </div>
      {hidden > 0 ? <p className="quiet">{words.lineage.notAll}</p> : null}
      <Answer query={query}>{(view) => <Told view={view} />}</Answer>
    </Page>
  )
}

export default LineagePage
