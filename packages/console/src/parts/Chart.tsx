/** A bar chart; what it shows stands in a table beside it too, so the picture only needs a name. */
import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useCallback } from 'react'
import { Drawn } from './Drawn.tsx'

use([BarChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, AriaComponent, CanvasRenderer])

export interface Series {
  readonly name: string
  readonly colour: string
  readonly values: readonly number[]
}
export interface ChartProps {
  readonly name: string
  readonly categories: readonly string[]
  readonly series: readonly Series[]
  /** Shares side by side instead of counts on top of each other. */
  readonly isShare?: boolean
  /** A limit drawn across. */
  readonly line?: { readonly name: string; readonly value: number }
}

/** Small shares are seen too: the axis ends a little above what is drawn, and never above the whole. */
const topOf = (series: ChartProps['series'], line: ChartProps['line']): number =>
  Math.min(1, Math.ceil(Math.max(0.01, line?.value ?? 0, ...series.flatMap(({ values }) => values)) * 125) / 100)

/** Rich-text tooltips: the HTML ones need inline styles, which the policy of our pages forbids. */
const optionOf = ({ categories, series, isShare = false, line }: ChartProps) => ({
  animation: false,
  textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
  grid: { left: 8, right: 16, top: 16, bottom: series.length > 1 ? 36 : 8, containLabel: true },
  tooltip: { trigger: 'axis', renderMode: 'richText' },
  ...(series.length > 1 ? { legend: { bottom: 0 } } : {}),
  xAxis: { type: 'category', data: [...categories] },
  yAxis: isShare ? { type: 'value', max: topOf(series, line) } : { type: 'value', minInterval: 1 },
  series: series.map(({ name, colour, values }, at) => ({
    type: 'bar',
    ...(isShare ? {} : { stack: 'all' }),
    ...(line === undefined || at > 0 ? {} : { markLine: markOf(line) }),
    name,
    itemStyle: { color: colour },
    barMaxWidth: 40,
    data: [...values],
  })),
})

const markOf = ({ name, value }: NonNullable<ChartProps['line']>) => ({
  silent: true,
  symbol: 'none',
  lineStyle: { color: '#b42318', type: 'dashed' },
  label: { formatter: name, position: 'insideEndTop' },
  data: [{ yAxis: value }],
})

const Chart = (props: ChartProps) => {
  const option = useCallback(() => optionOf(props), [props])
  return <Drawn name={props.name} optionOf={option} />
}

export default Chart
