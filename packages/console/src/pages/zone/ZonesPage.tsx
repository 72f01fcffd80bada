/** What each zone last said of itself, under its signature (articles 3 and 24). */
import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import type { Reply } from '../../ask/ask.ts'
import { answerTo } from '../../ask/queries.ts'
import { Moment } from '../../parts/Day.tsx'
import { FactRows } from '../../parts/FactPanel.tsx'
import { Page, Section } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { Answer, Nothing } from '../../parts/States.tsx'
import { isEmpty, isRecord } from '../../parts/Value.tsx'
import { useSpeech } from '../../words/words.tsx'

type Zone = Reply<'zones'>[number]
type Facts = Readonly<Record<string, unknown>>
const factsIn = (value: unknown): Facts => (isRecord(value) ? value : {})
const listIn = (value: unknown): readonly Facts[] => (Array.isArray(value) ? value.filter(isRecord) : [])

interface StandingTableProps {
  readonly name: string
  readonly rows: readonly Facts[]
  readonly nameKey: string
  readonly standsKey: string
  readonly words: readonly [string, string]
  readonly detailOf: (row: Facts) => string
}

/** A table of things that stand or do not: probes and functions. */
const StandingTable = ({ name, rows, nameKey, standsKey, words: [good, bad], detailOf }: StandingTableProps) => {
  const { words, code } = useSpeech()
  return (
    <Scroll name={name}>
      <table className="data cards">
        <caption className="unseen">{name}</caption>
        <thead>
          <tr>
            <th scope="col">{words.zone.probe}</th>
            <th scope="col">{words.fields.state}</th>
            <th scope="col">{words.zone.detail}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={String(row[nameKey])}>
              <td>{code(String(row[nameKey]))}</td>
              <td>
                <Tag color={row[standsKey] === true ? 'success' : 'error'}>{row[standsKey] === true ? good : bad}</Tag>
              </td>
              <td className="quiet">{detailOf(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

const ListOf = ({ title, name, value }: { readonly title: string; readonly name: string; readonly value: unknown }) => {
  const { words } = useSpeech()
  return (
    <Section title={title}>
      {isEmpty(value) ? <Nothing>{words.zone.noneYet}</Nothing> : <FactRows name={name} rows={listIn(value)} names={{}} />}
    </Section>
  )
}

/** A limit is told in bytes and nothing else. */
/** What else the machine has stands in the detail after semicolons: names and versions of programs, the same in every language. */
const withPrograms = (shown: string | undefined, detail: string): string => {
  const [first = detail, ...programs] = detail.split('; ')
  return [shown ?? first, ...programs].join(' · ')
}

const isSize = (detail: unknown) => /^\d{6,}$/.test(String(detail))

const Status = ({ zone: { zone, receivedAt, status } }: { readonly zone: Zone }) => {
  const { words, bytes, count, field } = useSpeech()
  const shown: Readonly<Record<string, string>> = words.zone.shown
  const [isolation, jobs, log] = [factsIn(status.isolation), factsIn(status.jobs), factsIn(status.log)]
  return (
    <Section title={zone}>
      <dl className="facts">
        <div className="fact">
          <dt>{words.zone.received}</dt>
          <dd>
            <Moment at={receivedAt} />
          </dd>
        </div>
        <div className="fact">
          <dt>{words.zone.lease}</dt>
          <dd>{typeof status.leaseUntil === 'string' ? <Moment at={status.leaseUntil} /> : words.state.none}</dd>
        </div>
        <div className="fact">
          <dt>{words.zone.isolation}</dt>
          <dd>
            <Tag color="processing">{String(isolation.level ?? words.state.none)}</Tag>
          </dd>
        </div>
        <div className="fact">
          <dt>{words.zone.jobs}</dt>
          <dd>
            {words.zone.running(count(Number(jobs.running ?? 0)))} · {words.zone.queued(count(Number(jobs.queued ?? 0)))}
          </dd>
        </div>
        <div className="fact">
          <dt>{words.zone.logSize}</dt>
          <dd>{count(Number(log.size ?? 0))}</dd>
        </div>
        <div className="fact">
          <dt>{field('meterSize')}</dt>
          <dd>{count(Number(status.meterSize ?? 0))}</dd>
        </div>
      </dl>
      <p className="quiet">{words.zone.leaseLead}</p>
      <Section title={words.zone.functions}>
        <StandingTable
          name={words.zone.functions}
          rows={listIn(status.functions)}
          nameKey="name"
          standsKey="ready"
          words={[words.zone.ready, words.zone.notReady]}
          detailOf={({ name, ready, detail }) =>
            ready === true ? withPrograms(shown[String(name)], String(detail)) : String(detail ?? '')
          }
        />
      </Section>
      <Section title={words.zone.probes}>
        <StandingTable
          name={words.zone.probes}
          rows={listIn(isolation.probes)}
          nameKey="probe"
          standsKey="held"
          words={[words.zone.held, words.zone.notHeld]}
          detailOf={({ detail }) => (isSize(detail) ? bytes(Number(detail)) : String(detail ?? ''))}
        />
      </Section>
      <ListOf title={words.zone.datasets} name="datasets" value={status.datasets} />
      <ListOf title={words.zone.workspaces} name="workspaces" value={status.workspaces} />
      <ListOf title={words.zone.usage} name="usage" value={status.usage} />
      <ListOf title={words.zone.products} name="products" value={status.products} />
      <Section title={words.zone.log}>
        <pre className="code">{String(log.checkpoint ?? '')}</pre>
      </Section>
    </Section>
  )
}

const everyMs = 10_000

const ZonesPage = () => {
  const { words } = useSpeech()
  const query = useQuery({ ...answerTo('zones'), refetchInterval: everyMs })
  return (
    <Page title={words.zone.title}>
      <Answer query={query}>
        {(zones) =>
          zones.length === 0 ? <Nothing>{words.zone.empty}</Nothing> : zones.map((zone) => <Status key={zone.zone} zone={zone} />)
        }
      </Answer>
    </Page>
  )
}

export default ZonesPage
