/** A picture of ECharts in its place: drawn once it comes into sight or goes to paper, anew when what it shows changes, as wide as the page lets it be. */
import type { ECharts, EChartsCoreOption } from 'echarts/core'
import { init } from 'echarts/core'
import { useEffect, useRef } from 'react'

interface DrawnProps {
  /** Names it to who cannot see it; what it shows stands in words or a table beside it too. */
  readonly name: string
  /** Asked when it is drawn: fonts are those of the page as it stands. */
  readonly optionOf: () => EChartsCoreOption
}

/** So far below the sight it is drawn already, so that nobody who scrolls meets an empty place. */
const ahead = '300px'

export const Drawn = ({ name, optionOf }: DrawnProps) => {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const { current } = place
    if (!current) return undefined
    let chart: ECharts | undefined
    const draw = () => {
      if (chart !== undefined) return
      chart = init(current)
      chart.setOption(optionOf())
    }
    const sight = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && draw(), { rootMargin: ahead })
    sight.observe(current)
    const width = new ResizeObserver(() => chart?.resize())
    width.observe(current)
    addEventListener('beforeprint', draw)
    return () => {
      sight.disconnect()
      width.disconnect()
      removeEventListener('beforeprint', draw)
      chart?.dispose()
    }
  }, [optionOf])
  return <div ref={place} className="chart" role="img" aria-label={name} />
}
