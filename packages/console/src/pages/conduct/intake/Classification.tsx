/** What the zone finds the columns of an item to be, with the evidence, and what its agency has decided (articles 2 and 6). */
import type { CatalogItem, Classified } from '@yunhe/law/conduct/catalog-item'
import { Alert, Tag } from 'antd'
import { Section } from '../../../parts/Page.tsx'
import { Scroll } from '../../../parts/Scroll.tsx'
import { useSpeech } from '../../../words/words.tsx'

const colours = { open: 'warning', confirmed: 'success', overridden: 'processing' } as const

const Evidence = ({ kind, evidence }: Pick<Classified, 'kind' | 'evidence'>) => {
  const { words, share, count } = useSpeech()
  const { intake } = words
  return (
    <>
      {evidence.map(({ sign, share: part, sampled }) => (
        <div key={sign}>
          {sign === 'name of the column' ? (
            intake.byName
          ) : (
            <>
              {intake.signs[kind as keyof typeof intake.signs] ?? sign}
              {words.app.comma}
              {intake.byValue(share(part), count(sampled))}
            </>
          )}
        </div>
      ))}
    </>
  )
}

export const Classification = ({ item }: { readonly item: CatalogItem }) => {
  const { words, field, code, share } = useSpeech()
  const { intake } = words
  const { classification = [], fields, contractBehind } = item
  if (classification.length === 0) return null
  const heads = ['name', 'kind', 'evidence', 'confidence'].map((name) => field(name, 'catalog-item'))
  return (
    <Section title={intake.classification}>
      <p className="quiet">{intake.classificationLead}</p>
      {contractBehind ? <Alert type="warning" showIcon title={intake.behind} /> : null}
      <Scroll name={intake.classification}>
        <table className="data cards">
          <caption className="unseen">{intake.classification}</caption>
          <thead>
            <tr>
              {[...heads, intake.suggested, intake.registered, field('standing')].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {classification.map(({ name, kind, evidence, confidence, personal, grade, standing, reason }) => {
              const registered = fields.find((one) => one.name === name)
              return (
                <tr key={name}>
                  <td data-label={heads[0]} className="code">
                    {name}
                  </td>
                  <td data-label={heads[1]}>{code(kind)}</td>
                  <td data-label={heads[2]}>
                    <Evidence kind={kind} evidence={evidence} />
                  </td>
                  <td data-label={heads[3]}>{share(confidence)}</td>
                  <td data-label={intake.suggested}>
                    {code(personal)} · {code(grade)}
                  </td>
                  <td data-label={intake.registered}>{registered ? `${code(registered.personal)} · ${code(registered.grade)}` : ''}</td>
                  <td data-label={field('standing')}>
                    <Tag color={colours[standing]}>{standing === 'open' ? intake.open : code(standing)}</Tag> {reason}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Scroll>
      {classification.some(({ standing }) => standing === 'open') ? <p className="hint">{intake.decideBelow}</p> : null}
    </Section>
  )
}
