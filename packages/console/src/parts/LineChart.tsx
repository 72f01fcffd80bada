/** Lines over a scale of numbers; what it shows stands in words or a table beside it too, so the picture only needs a name. */
import { LineChart as Lines } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useCallback } from 'react'
import { Drawn } from './Drawn.tsx'

use([Lines, GridComponent, LegendComponent, TooltipComponent, AriaComponent, CanvasRenderer])

export interface Line {
  readonly name: string
  readonly colour: string
  readonly points: readonly (readonly [number, number])[]
  readonly isDashed?: boolean
}
export interface LineChartProps {
  readonly name: string
  readonly across: string
  readonly lines: readonly Line[]
}

/** Rich-text tooltips: the HTML ones need inline styles, which the policy of our pages forbids. */
const optionOf = ({ across, lines }: LineChartProps) => ({
  animation: false,
  textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
  grid: { left: 8, right: 24, top: 16, bottom: 56, containLabel: true },
  tooltip: { trigger: 'axis', renderMode: 'richText' },
  legend: { bottom: 0 },
  xAxis: { type: 'value', name: across, nameLocation: 'middle', nameGap: 24, min: 'dataMin', max: 'dataMax' },
  yAxis: { type: 'value', scale: true },
  series: lines.map(({ name, colour, points, isDashed }) => ({
    type: 'line',
    name,
    showSymbol: points.length < 25,
    lineStyle: { color: colour, type: isDashed ? 'dashed' : 'solid' },
    itemStyle: { color: colour },
    data: points.map((point) => [...point]),
  })),
})

const LineChart = (props: LineChartProps) => {
  const option = useCallback(() => optionOf(props), [props])
  return <Drawn name={props.name} optionOf={option} />
}

export default LineChart
