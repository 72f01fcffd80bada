/** A product: its query and parameters, the two reviews on one version side by side, its certificate (articles 17 and 24). */
import { useQuery } from '@tanstack/react-query'
import type { Product } from '@yunhe/law/circulation/product'
import { type ResponseMask, responseMasks } from '@yunhe/law/identifiers/kinds'
import type { CaseView } from '@yunhe/platform/contract'
import { Tag } from 'antd'
import { answerTo } from '../../ask/queries.ts'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { FactPanel } from '../../parts/FactPanel.tsx'
import { entryOf, Opinions } from '../../parts/Opinions.tsx'
import { Section } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { Answer, Nothing } from '../../parts/States.tsx'
import type { Names } from '../../parts/Value.tsx'
import { useSpeech } from '../../words/words.tsx'
import { stateOf } from '../stateOf.ts'
import { CallsChart } from './CallsChart.tsx'
import { TryProduct } from './TryProduct.tsx'

interface PartProps {
  readonly state: Product
  readonly names: Names
}

const Content = ({ state: { content }, names }: PartProps) => {
  const { words } = useSpeech()
  return (
    <Section title={words.product.content}>
      <FactPanel facts={{ ...content }} names={names} without={['sql']} />
      {content.sql === undefined || content.sql === '' ? null : (
        <>
          <h3>{words.product.query}</h3>
          <Scroll name={words.product.query}>
            <pre className="code">{content.sql}</pre>
          </Scroll>
        </>
      )}
    </Section>
  )
}

const kinds = ['security', 'data'] as const satisfies readonly Product['reviews'][number]['kind'][]

const Reviews = ({ state: { reviews, versionHash }, names, view }: PartProps & { readonly view: CaseView }) => {
  const { words, code } = useSpeech()
  return (
    <Section title={words.product.reviews}>
      <Opinions
        opinions={kinds.map((kind) => {
          const given = reviews.filter((one) => one.kind === kind).at(-1)
          return {
            key: kind,
            who: words.product.reviewKinds[kind],
            instead: words.application.noOpinion,
            ...(given && {
              as: names[given.body] ?? given.body,
              conclusion: { says: code(given.conclusion), tone: given.conclusion === 'pass' ? ('good' as const) : ('bad' as const) },
              reason: (
                <>
                  {given.versionHash === versionHash ? null : <Tag color="warning">{words.product.otherVersion}</Tag>}
                  {given.opinion}
                </>
              ),
              entry: entryOf(view, 'ProductReviewed', (payload) => payload.kind === kind),
            }),
          }
        })}
      />
    </Section>
  )
}

const Certificate = ({ state: { certificate, code: registered }, names }: PartProps) => {
  const { words } = useSpeech()
  return (
    <Section title={words.product.certificate}>
      {certificate ? (
        <>
          <FactPanel facts={{ registrationCode: registered, ...certificate }} names={names} />
          <p>
            <a href={`/certificates/${encodeURIComponent(certificate.number)}`}>{words.product.check}</a>
          </p>
        </>
      ) : (
        <Nothing>{words.product.noCertificate}</Nothing>
      )}
    </Section>
  )
}

const Versions = ({ state: { certificates } }: PartProps) => {
  const { words, field, code, day } = useSpeech()
  const say = words.evaluation
  return (
    <Section title={say.versions}>
      <Scroll name={say.versions}>
        <table className="data cards">
          <caption className="unseen">{say.versions}</caption>
          <thead>
            <tr>
              {['number', 'registrationType', 'issuedOn', 'validTo', 'standing'].map((name) => (
                <th key={name} scope="col">
                  {field(name, 'certificates')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {certificates.toReversed().map(({ number, registrationType, issuedOn, validTo, standing, endedOn, reason }) => (
              <tr key={number}>
                <td data-label={field('number')}>
                  <a href={`/certificates/${encodeURIComponent(number)}`}>{number}</a>
                </td>
                <td data-label={field('registrationType')}>{code(registrationType)}</td>
                <td data-label={field('issuedOn')}>{day(issuedOn)}</td>
                <td data-label={field('validTo')}>{day(validTo)}</td>
                <td data-label={field('standing', 'certificates')}>
                  <Tag color={standing === 'issued' ? 'success' : 'default'}>{say.certificateStandings[standing]}</Tag>{' '}
                  {endedOn ? day(endedOn) : null} {reason}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Section>
  )
}

const Served = ({ state: { served, content }, id }: PartProps & { readonly id: string }) => {
  const { words, field, count } = useSpeech()
  const calls = useQuery(answerTo('meter', { query: { product: id } }))
  if (served === undefined) return null
  return (
    <Section title={words.product.delivered}>
      <FactPanel
        facts={{ delivery: content.delivery, rows: count(served.rows), suppressedRows: count(served.suppressedRows) }}
        names={{}}
      />
      <p className="quiet">{words.product.described}</p>
      <Scroll name={words.product.answers}>
        <table className="data">
          <caption>{words.product.answers}</caption>
          <thead>
            <tr>
              <th scope="col">{field('name', 'fields')}</th>
              <th scope="col">{field('type')}</th>
              <th scope="col">{field('mask')}</th>
            </tr>
          </thead>
          <tbody>
            {served.columns.map(({ name, type }) => (
              <Column key={name} name={name} type={type} mask={content.masks.find(({ column }) => column === name)?.mask} />
            ))}
          </tbody>
        </table>
      </Scroll>
      <Answer query={calls}>
        {(lines) => (lines.length === 0 ? <Nothing>{words.meter.empty}</Nothing> : <CallsChart lines={lines} />)}
      </Answer>
    </Section>
  )
}

const Column = ({ name, type, mask }: { readonly name: string; readonly type: string; readonly mask: ResponseMask | undefined }) => {
  const { code, say } = useSpeech()
  return (
    <tr>
      <td className="code">{name}</td>
      <td>{code(type)}</td>
      <td>{mask === undefined ? '—' : say(responseMasks[mask])}</td>
    </tr>
  )
}

/** A consumer sees what a product is and costs; how it was made and reviewed is not told to it. */
type Seen = Omit<Product, 'reviews'> & { readonly reviews?: Product['reviews'] }

const Renewals = ({ state: { renewals = [] } }: PartProps) => {
  const { words, count, code } = useSpeech()
  const { intake } = words
  if (renewals.length === 0) return null
  return (
    <Section title={intake.renewals}>
      <ul>
        {renewals.map(({ objection, version, handling, statement }) => (
          <li key={objection}>
            <CaseLink plural="data-objections" id={objection} /> {intake.renewed(count(version))}{' '}
            <Tag color={handling === 'open' ? 'warning' : 'success'}>{handling === 'open' ? intake.renewalOpen : code(handling)}</Tag>{' '}
            {statement}
          </li>
        ))}
      </ul>
    </Section>
  )
}

const ProductFace = ({ view }: { readonly view: CaseView }) => {
  const seen = stateOf<Seen>(view)
  const part = { state: { ...seen, reviews: seen.reviews ?? [] }, names: view.nameByOrganization }
  return (
    <>
      <Renewals {...part} />
      <Content {...part} />
      <Served {...part} id={view.id} />
      {part.state.served ? (
        <TryProduct product={view.id} content={part.state.content} scenario={part.state.content.scenarios[0] ?? ''} secret="" />
      ) : null}
      {seen.reviews === undefined ? null : <Reviews {...part} view={view} />}
      <Certificate {...part} />
      {part.state.certificates.length > 1 ? <Versions {...part} /> : null}
    </>
  )
}

export default ProductFace
