/** A picture of ECharts in its place: drawn anew when what it shows changes, as wide as the page lets it be. */
import type { EChartsCoreOption } from 'echarts/core'
import { init } from 'echarts/core'
import { useEffect, useRef } from 'react'

interface DrawnProps {
  /** Names it to who cannot see it; what it shows stands in words or a table beside it too. */
  readonly name: string
  /** Asked when it is drawn: fonts are those of the page as it stands. */
  readonly optionOf: () => EChartsCoreOption
}

export const Drawn = ({ name, optionOf }: DrawnProps) => {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const { current } = place
    if (!current) return undefined
    const chart = init(current)
    chart.setOption(optionOf())
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [optionOf])
  return <div ref={place} className="chart" role="img" aria-label={name} />
}
