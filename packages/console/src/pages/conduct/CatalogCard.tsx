/** What a catalog entry tells beyond its fields: a made-up sample, coarse quality, freshness, and who uses the data (articles 2, 6 and 16). */
import { useQuery } from '@tanstack/react-query'
import type { CatalogItem } from '@yunhe/law/conduct/catalog-item'
import { Alert, Tag } from 'antd'
import { useSession } from '../../app/session.tsx'
import { ask } from '../../ask/ask.ts'
import { problemIn } from '../../ask/problem.ts'
import { answerTo } from '../../ask/queries.ts'
import { askZone, type Cell } from '../../ask/zone.ts'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { Moment } from '../../parts/Day.tsx'
import { Section } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { Answer, Loading, Nothing } from '../../parts/States.tsx'
import { daysFrom } from '../../words/format.ts'
import { useSpeech } from '../../words/words.tsx'

interface Card {
  readonly version: number
  readonly sample: { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  readonly quality: readonly { readonly name: string; readonly emptyShare?: number; readonly distinctUpTo?: number }[]
  readonly versions: readonly {
    readonly version: number
    readonly at: string
    readonly rows: number
    readonly rejectedRows: number
    readonly drift: readonly {
      readonly code: string
      readonly words: { readonly zh: string; readonly en: string }
      readonly place: string
    }[]
  }[]
}

const Sample = ({ card: { sample }, item }: { readonly card: Card; readonly item: CatalogItem }) => {
  const { words } = useSpeech()
  const titleOf = (name: string) => item.fields.find((one) => one.name === name)?.title ?? ''
  return (
    <Section title={words.catalogCard.sample}>
      <p className="quiet">{words.catalogCard.sampleLead}</p>
      <Scroll name={words.catalogCard.sample}>
        <table className="data sample">
          <caption className="unseen">{words.catalogCard.sample}</caption>
          <thead>
            <tr>
              {sample.columns.map((name) => (
                <th key={name} scope="col">
                  <span className="code">{name}</span>
                  {titleOf(name) === '' || titleOf(name) === name ? null : (
                    <>
                      <br />
                      <span className="quiet">{titleOf(name)}</span>
                    </>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: made-up rows have no name and never move
              <tr key={at}>
                {sample.columns.map((name, place) => (
                  <td key={name}>{row[place] === null ? <span className="quiet">{words.state.none}</span> : String(row[place])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Section>
  )
}

const Quality = ({ card: { quality }, item }: { readonly card: Card; readonly item: CatalogItem }) => {
  const { words, field, share, count, code } = useSpeech()
  const say = words.catalogCard
  const untold = <span className="quiet">{say.untold}</span>
  const findingOf = (name: string) => item.classification.find((one) => one.name === name)
  return (
    <Section title={say.quality}>
      <p className="quiet">{say.qualityLead}</p>
      <Scroll name={say.quality}>
        <table className="data cards">
          <caption className="unseen">{say.quality}</caption>
          <thead>
            <tr>
              {[field('name'), say.empty, say.distinct, say.asFound].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {quality.map(({ name, emptyShare, distinctUpTo }) => {
              const found = findingOf(name)
              return (
                <tr key={name}>
                  <td className="code" data-label={field('name')}>
                    {name}
                  </td>
                  <td data-label={say.empty}>{emptyShare === undefined ? untold : share(emptyShare)}</td>
                  <td data-label={say.distinct}>{distinctUpTo === undefined ? untold : say.upTo(count(10 ** distinctUpTo))}</td>
                  <td data-label={say.asFound}>{found === undefined ? '—' : `${code(found.kind)} ${share(found.confidence)}`}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Scroll>
    </Section>
  )
}

const Freshness = ({ card: { versions }, item }: { readonly card: Card; readonly item: CatalogItem }) => {
  const { words, field, count, say: both } = useSpeech()
  const { today } = useSession()
  const say = words.catalogCard
  const [newest] = versions
  if (newest === undefined) return null
  return (
    <Section title={say.freshness}>
      <dl className="facts">
        <div className="fact">
          <dt>{say.latest}</dt>
          <dd>
            <Moment at={newest.at} /> <Tag>{say.ago(Math.max(0, daysFrom(newest.at.slice(0, 10), today)))}</Tag>
          </dd>
        </div>
        <div className="fact">
          <dt>{say.cycle}</dt>
          <dd>{item.updateCycle}</dd>
        </div>
      </dl>
      <Scroll name={say.freshness}>
        <table className="data cards">
          <caption className="unseen">{say.freshness}</caption>
          <thead>
            <tr>
              {[say.version, field('loadedAt'), field('rows'), say.setAside, say.drift].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {versions.map(({ version, at, rows, rejectedRows, drift }) => (
              <tr key={version}>
                <td data-label={say.version}>{words.intake.version(count(version))}</td>
                <td data-label={field('loadedAt')}>
                  <Moment at={at} />
                </td>
                <td data-label={field('rows')}>{count(rows)}</td>
                <td data-label={say.setAside}>{count(rejectedRows)}</td>
                <td data-label={say.drift}>
                  {drift.length === 0 ? <span className="quiet">{say.noDrift}</span> : null}
                  {drift.map(({ code, words: reason, place }) => (
                    <div key={`${code}${place}`}>
                      {both(reason)} <span className="code">{place}</span>
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Section>
  )
}

/** Cases that the data flowed into, each once, as far as the reader may see them. */
const usesIn = (
  nodes: readonly {
    readonly holderName: string
    readonly case?: { readonly plural: string; readonly id: string; readonly title: string } | undefined
  }[],
  own: string,
) => [
  ...new Map(
    nodes.flatMap(({ case: of, holderName }) =>
      of === undefined || of.id === own ? [] : [[`${of.plural}/${of.id}`, { ...of, holderName }] as const],
    ),
  ).values(),
]

const Uses = ({ item }: { readonly item: string }) => {
  const { words } = useSpeech()
  const say = words.catalogCard
  const query = useQuery(answerTo('lineage', { params: { plural: 'catalog-items', id: item }, query: { direction: 'down' } }))
  const kinds = useQuery(answerTo('procedures'))
  const { say: both } = useSpeech()
  const kindOf = (plural: string) => {
    const found = kinds.data?.find((one) => one.plural === plural)
    return found === undefined ? plural : both(found.title)
  }
  return (
    <Section title={say.uses}>
      <p className="quiet">{say.usesLead}</p>
      <Answer query={query}>
        {({ nodes, hidden }) => {
          const uses = usesIn(nodes, item)
          return (
            <>
              {uses.length === 0 ? <Nothing>{say.usesNone}</Nothing> : null}
              <ul className="plain">
                {uses.map(({ plural, id, title, holderName }) => (
                  <li key={`${plural}/${id}`}>
                    <span className="quiet">{kindOf(plural)}</span>{' '}
                    <CaseLink plural={plural} id={id}>
                      {title}
                    </CaseLink>{' '}
                    <span className="quiet">{holderName}</span>
                  </li>
                ))}
              </ul>
              {hidden > 0 ? <p className="quiet">{say.usesHidden(hidden)}</p> : null}
            </>
          )
        }}
      </Answer>
    </Section>
  )
}

/** A dataset that the zone has not heard of is no fault: nothing has been delivered. */
const isUnknown = (error: unknown) => problemIn(error)?.status === 404

export const CatalogCard = ({ id, item }: { readonly id: string; readonly item: CatalogItem }) => {
  const { words } = useSpeech()
  const query = useQuery({
    queryKey: ['zone', 'catalog', id, item.deliveries.length],
    queryFn: async () =>
      askZone<Card>(await ask('ticket', { body: { purpose: 'catalog', case: id } }), 'GET', `/datasets/${item.dataset}/card`),
    retry: false,
    staleTime: 60_000,
  })
  const { data, error } = query
  return (
    <>
      {data ? (
        <>
          <Sample card={data} item={item} />
          {data.version === 0 ? (
            <p className="quiet">{words.catalogCard.notYet}</p>
          ) : (
            <>
              <Quality card={data} item={item} />
              <Freshness card={data} item={item} />
            </>
          )}
        </>
      ) : error ? (
        isUnknown(error) ? (
          <p className="quiet">{words.catalogCard.notYet}</p>
        ) : (
          <Alert type="warning" showIcon title={words.catalogCard.unreachable} />
        )
      ) : (
        <Loading />
      )}
      {item.deliveries.length > 0 ? <Uses item={id} /> : null}
    </>
  )
}
