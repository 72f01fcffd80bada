/** The measured re-identification risk of a table: how many combinations stand for how few people. */
import { lazy, Suspense } from 'react'
import type { TableRisk } from '../../ask/zone.ts'
import { Loading } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

const Chart = lazy(() => import('../../parts/Chart.tsx'))
const sizes = ['1', '2-4', '5-9', '10-99', '100+']

export const RiskChart = ({ risk: { table, measured } }: { readonly risk: TableRisk }) => {
  const { words, field, count, share } = useSpeech()
  const figures = [
    ['rows', count(measured.rows)],
    ['quasiIdentifiers', measured.quasiIdentifiers.join(words.app.comma)],
    ['k', count(measured.k)],
    ['uniqueShare', share(measured.uniqueShare)],
    ['highestRisk', share(measured.highestRisk)],
    ['averageRisk', share(measured.averageRisk)],
  ] as const
  return (
    <>
      <h3 className="code">{table}</h3>
      <dl className="facts">
        {figures.map(([name, text]) => (
          <div key={name} className="fact">
            <dt>{field(name)}</dt>
            <dd className="figure">{text}</dd>
          </div>
        ))}
        {sizes.map((size) => (
          <div key={size} className="fact">
            <dt>{words.request.classOf(size)}</dt>
            <dd className="figure">{count(measured.classesBySize[size] ?? 0)}</dd>
          </div>
        ))}
      </dl>
      <Suspense fallback={<Loading />}>
        <Chart
          name={words.request.classes}
          categories={sizes}
          series={[{ name: words.request.classesAxis, colour: '#0b5cad', values: sizes.map((size) => measured.classesBySize[size] ?? 0) }]}
        />
      </Suspense>
    </>
  )
}
