/** Metered calls by day: what was served and what was refused. */
import { useQuery } from '@tanstack/react-query'
import type { Reply } from '../../ask/ask.ts'
import { answerTo } from '../../ask/queries.ts'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { Day } from '../../parts/Day.tsx'
import { fieldsOf } from '../../parts/fields.ts'
import { Page, Section } from '../../parts/Page.tsx'
import { RelatedProvider } from '../../parts/related.ts'
import { Answer } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { CallsChart } from './CallsChart.tsx'

type Line = Reply<'meter'>[number]

const useFields = () => {
  const { count, code } = useSpeech()
  return fieldsOf<Line>()({
    day: { label: 'day', text: ({ day }) => day, show: ({ day }) => <Day day={day} /> },
    product: {
      label: 'product',
      text: ({ product }) => product,
      show: ({ product }) => <CaseLink plural="products" id={product} />,
      filters: true,
    },
    consumer: {
      label: 'consumer',
      text: ({ consumerName, consumer }) => consumerName || consumer,
      show: ({ consumerName, consumer }) => consumerName || consumer,
      filters: true,
    },
    scenario: { label: 'scenario', text: ({ scenario }) => scenario, show: ({ scenario }) => code(scenario) },
    served: { label: 'served', text: ({ served }) => String(served), show: ({ served }) => count(served), align: 'end' },
    refused: { label: 'refused', text: ({ refused }) => String(refused), show: ({ refused }) => count(refused), align: 'end' },
  })
}

const MeterPage = () => {
  const { words } = useSpeech()
  const query = useQuery(answerTo('meter', { query: {} }))
  const fields = useFields()
  const products = useQuery(answerTo('cases', { params: { plural: 'products' }, query: { pageSize: 200 } }))
  const known = Object.fromEntries((products.data?.rows ?? []).map(({ plural, id, title }) => [id, { plural, title }]))
  return (
    <Page title={words.meter.title} lead={words.meter.lead}>
      <Answer query={query}>
        {(lines) => (
          <RelatedProvider value={known}>
            {lines.length > 0 ? (
              <Section title={words.meter.chart}>
                <CallsChart lines={lines} />
              </Section>
            ) : null}
            <Section title={words.meter.asTable}>
              <DataTable
                name={words.meter.title}
                fields={fields}
                columns={['day', 'product', 'consumer', 'scenario', 'served', 'refused']}
                rows={lines}
                rowKey={({ day, product, consumer, scenario }) => [day, product, consumer, scenario].join()}
                empty={words.meter.empty}
              />
            </Section>
          </RelatedProvider>
        )}
      </Answer>
    </Page>
  )
}

export default MeterPage
