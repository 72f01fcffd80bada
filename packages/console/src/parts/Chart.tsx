/** A bar chart; what it shows stands in a table beside it too, so the picture only needs a name. */
import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

use([BarChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, CanvasRenderer])

export interface Series {
  readonly name: string
  readonly colour: string
  readonly values: readonly number[]
}
export interface ChartProps {
  readonly name: string
  readonly categories: readonly string[]
  readonly series: readonly Series[]
}

/** Rich-text tooltips: the HTML ones need inline styles, which the policy of our pages forbids. */
const optionOf = ({ categories, series }: ChartProps) => ({
  animation: false,
  textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
  grid: { left: 8, right: 16, top: 16, bottom: series.length > 1 ? 36 : 8, containLabel: true },
  tooltip: { trigger: 'axis', renderMode: 'richText' },
  ...(series.length > 1 ? { legend: { bottom: 0 } } : {}),
  xAxis: { type: 'category', data: [...categories] },
  yAxis: { type: 'value', minInterval: 1 },
  series: series.map(({ name, colour, values }) => ({
    type: 'bar',
    stack: 'all',
    name,
    itemStyle: { color: colour },
    barMaxWidth: 40,
    data: [...values],
  })),
})

const Chart = (props: ChartProps) => {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const { current } = place
    if (!current) return undefined
    const chart = init(current)
    chart.setOption(optionOf(props))
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [props])
  return <div ref={place} className="chart" role="img" aria-label={props.name} />
}

export default Chart
