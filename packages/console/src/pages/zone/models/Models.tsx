/** Modelling on the workbench: the models of the workspace, each with its verdict, and the forms that make new ones (article 3). */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Popconfirm, Tag } from 'antd'
import { useState } from 'react'
import { type Comparison, type ModelRow, modelsIn } from '../../../ask/models.ts'
import { askZone, type JobView, type Pass, type WorkspaceView } from '../../../ask/zone.ts'
import { Moment } from '../../../parts/Day.tsx'
import { Section } from '../../../parts/Page.tsx'
import { Answer, Nothing } from '../../../parts/States.tsx'
import { useSpeech } from '../../../words/words.tsx'
import { figureText } from './figure.ts'
import { ImportForm } from './ImportForm.tsx'
import { ModelView } from './ModelView.tsx'
import { Refusals } from './Refusals.tsx'
import { Table } from './Table.tsx'
import { TrainForm } from './TrainForm.tsx'

interface ModelsProps {
  readonly view: WorkspaceView
  readonly workspace: string
  readonly pass: Pass
}

const Beside = ({
  one,
  other,
  pass,
  titles,
}: {
  readonly one: string
  readonly other: string
  readonly pass: Pass
  readonly titles: readonly [string, string]
}) => {
  const { words } = useSpeech()
  const { models } = words
  const query = useQuery({
    queryKey: ['zone', 'beside', one, other],
    queryFn: () => askZone<Comparison>(pass, 'GET', `/models/${one}/beside/${other}`),
  })
  const scope = (name: string) => (models.scopes as Readonly<Record<string, string>>)[name] ?? name
  const figure = (name: string) => (models.figureNames as Readonly<Record<string, string>>)[name] ?? name
  const setting = (name: string) =>
    (models.settingNames as Readonly<Record<string, string>>)[name] ??
    (models.parameters as Readonly<Record<string, { readonly name: string }>>)[name]?.name ??
    name
  const value = (name: string, text: string) => {
    const names: Readonly<Record<string, string>> = { ...models.origins, ...models.runtimes, ...models.tasks }
    return name === 'learner'
      ? ((models.learners as Readonly<Record<string, { readonly name: string }>>)[text]?.name ?? text)
      : (names[text] ?? text)
  }
  return (
    <Answer query={query}>
      {({ settings, figures, sameData }) => (
        <>
          <h3>{models.comparison}</h3>
          <p>{sameData ? models.sameData : models.otherData}</p>
          <Table
            name={models.settings}
            head={[models.settings, ...titles]}
            rows={settings.map(({ name, values }) => ({ key: name, cells: [setting(name), ...values.map((text) => value(name, text))] }))}
          />
          <Table
            name={models.figures}
            head={[models.figures, ...titles]}
            rows={figures.map(({ scope: over, name, values }) => ({
              key: `${over}${name}`,
              cells: [`${scope(over)} ${figure(name)}`, ...values.map((value) => figureText(value))],
            }))}
          />
        </>
      )}
    </Answer>
  )
}

interface RowProps {
  readonly row: ModelRow
  readonly isChosen: boolean
  readonly choose: (isChosen: boolean) => void
  readonly pass: Pass
  readonly workspace: string
  readonly onChanged: () => void
}

const Row = ({ row, isChosen, choose, pass, workspace, onChanged }: RowProps) => {
  const { words, count } = useSpeech()
  const { models } = words
  const [isOpen, setOpen] = useState(false)
  const removing = useMutation({ mutationFn: () => askZone(pass, 'DELETE', `/models/${row.model}`), onSuccess: onChanged })
  const learner = (models.learners as Readonly<Record<string, { readonly name: string }>>)[row.learner]?.name ?? row.learner
  return (
    <li className="job">
      <p className="entry-head">
        <Checkbox
          checked={isChosen}
          onChange={({ target }) => choose(target.checked)}
          aria-label={`${row.name} ${models.version(count(row.version))}`}
        />
        <strong className="code">{row.name}</strong> <span>{models.version(count(row.version))}</span>
        <span>{learner}</span>
        <Tag color={row.passed ? 'success' : 'error'}>{row.passed ? words.workbench.passed : words.workbench.failed}</Tag>
        <Moment at={row.at} />
      </p>
      <p className="form-foot">
        <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? models.close : models.open}
        </Button>
        <Popconfirm title={models.removed} okText={models.yes} cancelText={models.no} onConfirm={() => removing.mutate()}>
          <Button size="small" danger loading={removing.isPending}>
            {models.remove}
          </Button>
        </Popconfirm>
      </p>
      <Refusals error={removing.error} />
      {isOpen ? <ModelView model={row.model} pass={pass} workspace={workspace} /> : null}
    </li>
  )
}

const Models = ({ view, workspace, pass }: ModelsProps) => {
  const { words } = useSpeech()
  const { models } = words
  const client = useQueryClient()
  const [chosen, setChosen] = useState<readonly string[]>([])
  // The desk above asks for the jobs; here they are only listened to.
  const { data: jobs } = useQuery<{ readonly jobs: readonly JobView[] }>({ queryKey: ['zone', workspace, 'jobs'], enabled: false })
  const query = useQuery(modelsIn(pass, workspace, jobs?.jobs ?? []))
  const changed = () => {
    void client.invalidateQueries({ queryKey: ['zone', workspace, 'models'] })
    void client.invalidateQueries({ queryKey: ['zone', workspace, 'jobs'] })
  }
  const [one, other] = chosen
  const titleOf = (rows: readonly ModelRow[], model: string) => {
    const row = rows.find((each) => each.model === model)
    return row === undefined ? '' : `${row.name} ${models.version(String(row.version))}`
  }
  return (
    <Answer query={query}>
      {(list) => (
        <Section title={models.title}>
          <p>{models.lead}</p>
          <h3>{models.list}</h3>
          {list.models.length === 0 ? <Nothing>{models.none}</Nothing> : null}
          <ul className="jobs">
            {list.models.map((row) => (
              <Row
                key={row.model}
                row={row}
                pass={pass}
                workspace={workspace}
                isChosen={chosen.includes(row.model)}
                choose={(isChosen) =>
                  setChosen(isChosen ? [...chosen, row.model].slice(-2) : chosen.filter((model) => model !== row.model))
                }
                onChanged={changed}
              />
            ))}
          </ul>
          {list.models.length > 1 ? <p className="quiet">{models.chooseTwo}</p> : null}
          {one !== undefined && other !== undefined ? (
            <Beside one={one} other={other} pass={pass} titles={[titleOf(list.models, one), titleOf(list.models, other)]} />
          ) : null}
          <details>
            <summary>{models.train}</summary>
            <TrainForm view={view} workspace={workspace} pass={pass} list={list} onStarted={changed} />
          </details>
          <details>
            <summary>{models.import}</summary>
            <ImportForm workspace={workspace} pass={pass} onStarted={changed} />
          </details>
        </Section>
      )}
    </Answer>
  )
}

export default Models
