/** The pictures of a model: loss by round, ROC, calibration, what counted most, clusters. Loaded when a model is opened. */
import { lazy, Suspense } from 'react'
import type { TrainedModel } from '../../../ask/models.ts'
import { Loading } from '../../../parts/States.tsx'
import { useSpeech } from '../../../words/words.tsx'
import { figureText } from './figure.ts'
import { Table } from './Table.tsx'

const Chart = lazy(() => import('../../../parts/Chart.tsx'))
const LineChart = lazy(() => import('../../../parts/LineChart.tsx'))

const blue = '#0b5cad'
const orange = '#9a5b00'
const grey = '#6b7280'

interface BesideIdealProps {
  readonly title: string
  readonly across: string
  readonly name: string
  readonly points: readonly (readonly [number, number])[]
}

const diagonal = [
  [0, 0],
  [1, 1],
] as const

/** What was found, beside the line on which it would stand. */
const BesideIdeal = ({ title, across, name, points }: BesideIdealProps) => {
  const { words } = useSpeech()
  return (
    <>
      <h4>{title}</h4>
      <LineChart
        name={title}
        across={across}
        lines={[
          { name, colour: blue, points },
          { name: words.models.ideal, colour: grey, points: diagonal, isDashed: true },
        ]}
      />
    </>
  )
}

export const Pictures = ({ pictures }: { readonly pictures: TrainedModel['pictures'] }) => {
  const { words, share } = useSpeech()
  const { models } = words
  const { curve, roc, calibration, importance, clusters, confusion } = pictures
  const validated = curve.filter(({ validationLoss }) => validationLoss !== undefined)
  return (
    <Suspense fallback={<Loading />}>
      {curve.length > 1 ? (
        <>
          <h4>{models.curve}</h4>
          <LineChart
            name={models.curve}
            across={models.round}
            lines={[
              { name: models.trainLoss, colour: blue, points: curve.map(({ round, loss }) => [round, loss]) },
              ...(validated.length > 1
                ? [
                    {
                      name: models.validationLoss,
                      colour: orange,
                      points: validated.map(({ round, validationLoss = 0 }) => [round, validationLoss] as const),
                    },
                  ]
                : []),
            ]}
          />
        </>
      ) : null}
      {roc.length > 1 ? (
        <BesideIdeal
          title={models.roc}
          across={models.falseShare}
          name={models.foundShare}
          points={roc.map(({ falseShare, foundShare }) => [falseShare, foundShare])}
        />
      ) : null}
      {calibration.length > 1 ? (
        <BesideIdeal
          title={models.calibration}
          across={models.said}
          name={models.foundRate}
          points={calibration.map(({ said, found }) => [said, found])}
        />
      ) : null}
      {confusion === undefined ? null : (
        <>
          <h4>{models.confusion}</h4>
          <Table
            name={models.confusion}
            head={['', models.said1, models.said0]}
            rows={[
              { key: 'is1', cells: [models.is1, share(confusion.truePositives), share(confusion.falseNegatives)] },
              { key: 'is0', cells: [models.is0, share(confusion.falsePositives), share(confusion.trueNegatives)] },
            ]}
          />
        </>
      )}
      {importance.length > 0 ? (
        <>
          <h4>{models.importance}</h4>
          <Table
            name={models.importance}
            head={[models.column, models.share]}
            rows={importance.slice(0, 10).map(({ column, share: part }) => ({
              key: column,
              cells: [
                <span key="c" className="code">
                  {column}
                </span>,
                <progress key="p" max={1} value={part} aria-label={`${column} ${figureText(part)}`} />,
              ],
            }))}
          />
        </>
      ) : null}
      {clusters.length > 0 ? (
        <>
          <h4>{models.clusters}</h4>
          <Chart
            name={models.clusters}
            categories={clusters.map((_, at) => models.cluster(at + 1))}
            series={[{ name: models.share, colour: blue, values: clusters }]}
          />
        </>
      ) : null}
    </Suspense>
  )
}
