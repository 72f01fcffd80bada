/** A product: its query and parameters, the two reviews on one version side by side, its certificate (articles 17 and 24). */
import type { Product } from '@yunhe/law/circulation/product'
import type { CaseView } from '@yunhe/platform/contract'
import { Tag } from 'antd'
import { FactPanel } from '../../parts/FactPanel.tsx'
import { Organization } from '../../parts/Organization.tsx'
import { Section } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { Nothing } from '../../parts/States.tsx'
import type { Names } from '../../parts/Value.tsx'
import { useSpeech } from '../../words/words.tsx'
import { stateOf } from '../stateOf.ts'

interface PartProps {
  readonly state: Product
  readonly names: Names
}

const Content = ({ state: { content }, names }: PartProps) => {
  const { words } = useSpeech()
  return (
    <Section title={words.product.content}>
      <FactPanel facts={{ ...content }} names={names} without={['sql']} />
      <h3>{words.product.query}</h3>
      <Scroll name={words.product.query}>
        <pre className="code">{content.sql}</pre>
      </Scroll>
    </Section>
  )
}

const kinds = ['security', 'data'] as const satisfies readonly Product['reviews'][number]['kind'][]

const Reviews = ({ state: { reviews, versionHash }, names }: PartProps) => {
  const { words, code, day } = useSpeech()
  return (
    <Section title={words.product.reviews}>
      <div className="side-by-side">
        {kinds.map((kind) => {
          const given = reviews.filter((one) => one.kind === kind).at(-1)
          return (
            <div key={kind}>
              <h3>{words.product.reviewKinds[kind]}</h3>
              {given ? (
                <>
                  <p>
                    <Tag color={given.conclusion === 'pass' ? 'success' : 'error'}>{code(given.conclusion)}</Tag>
                    {given.versionHash === versionHash ? null : <Tag color="warning">{words.product.otherVersion}</Tag>}
                  </p>
                  <p>
                    <Organization uscc={given.body} name={names[given.body]} /> · {day(given.on)}
                  </p>
                  <p className="prose">{given.opinion}</p>
                </>
              ) : (
                <span className="quiet">{words.application.noOpinion}</span>
              )}
            </div>
          )
        })}
      </div>
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

const ProductFace = ({ view }: { readonly view: CaseView }) => {
  const part = { state: stateOf<Product>(view), names: view.nameByOrganization }
  return (
    <>
      <Content {...part} />
      <Reviews {...part} />
      <Certificate {...part} />
      {part.state.certificates.length > 1 ? <Versions {...part} /> : null}
    </>
  )
}

export default ProductFace
