/** Calls per day: what was served and what was refused. */
import { lazy, Suspense } from 'react'
import type { Reply } from '../../ask/ask.ts'
import { Loading } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

const Chart = lazy(() => import('../../parts/Chart.tsx'))
type Line = Reply<'meter'>[number]

const sumBy = (lines: readonly Line[], day: string, key: 'served' | 'refused') =>
  lines.filter((line) => line.day === day).reduce((sum, line) => sum + line[key], 0)

export const CallsChart = ({ lines }: { readonly lines: readonly Line[] }) => {
  const { words } = useSpeech()
  const days = [...new Set(lines.map(({ day }) => day))].sort()
  return (
    <Suspense fallback={<Loading />}>
      <Chart
        name={words.meter.chart}
        categories={days}
        series={[
          { name: words.meter.served, colour: '#0b5cad', values: days.map((day) => sumBy(lines, day, 'served')) },
          { name: words.meter.refused, colour: '#b42318', values: days.map((day) => sumBy(lines, day, 'refused')) },
        ]}
      />
    </Suspense>
  )
}
