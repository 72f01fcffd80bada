import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { zhCN } from '../../../words/zh-CN.ts'
import type { Source, StandingPull } from './intake.ts'
import { Standing } from './Standing.tsx'

const source: Source = { source: 'registry', table: 'people', kind: 'postgres', isIncremental: false }
const standing: StandingPull = { source: 'registry', table: 'people', mode: 'whole', every: 'day', hour: 2, isRunning: false }
const shown = (wanted: Source | undefined, seen: StandingPull | undefined) =>
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <Standing
        item="i1"
        dataset="people"
        seen={{ sources: wanted ? [wanted] : [], ...(seen && { standing: seen }) }}
        wanted={wanted}
        mode="whole"
        changed={() => undefined}
      />
    </QueryClientProvider>,
  )
const { endStanding, set, setAnew, every } = zhCN.intake

it('A12 a regular pull can be stopped also where its source is set down no more', () => {
  const gone = shown(undefined, { ...standing, halted: 'source-gone' })
  expect([endStanding, zhCN.intake.halts['source-gone']].map((text) => gone.includes(text))).toEqual([true, true])
  expect([setAnew, every].map((text) => gone.includes(text))).toEqual([false, false])
  expect([endStanding, setAnew, every].map((text) => shown(source, standing).includes(text))).toEqual([true, true, true])
  expect([endStanding, set].map((text) => shown(source, undefined).includes(text))).toEqual([false, true])
})
