/** The districts as tiles that we drew ourselves, roughly where they lie: no boundary data is shipped. */
import { Select } from 'antd'
import { useState } from 'react'
import { useSpeech } from '../../words/words.tsx'
import { type Figure, useAmounts } from './amounts.ts'
import { ToCases } from './ToCases.tsx'

const shades = 4

const shadeOf = (amount: number | null, most: number): number => (amount === null || amount === 0 ? 0 : Math.ceil((amount / most) * shades))

export const Tiles = ({ figure }: { readonly figure: Figure }) => {
  const { say, words } = useSpeech()
  const { unitOf } = useAmounts()
  const parts = figure.breakdowns.find(({ by }) => by === 'region')?.parts ?? []
  const most = Math.max(1, ...parts.map(({ amount }) => amount ?? 0))
  const names: Readonly<Record<string, string>> = words.analytics.regions
  return (
    <ul className="district-map" aria-label={`${words.analytics.map} — ${say(figure.title)}`}>
      {parts.map(({ key, words: called, amount }) => (
        <li key={key} className={`tile tile-${key} shade-${shadeOf(amount, most)}`}>
          <span>{names[key] ?? say(called)}</span>
          <strong>
            <ToCases figure={figure} amount={amount} part={`region:${key}`} name={`${say(figure.title)} ${say(called)}`} />
          </strong>
          <span className="unseen">{unitOf(figure.unit, amount)}</span>
        </li>
      ))}
    </ul>
  )
}

export const DistrictMap = ({ figures }: { readonly figures: readonly Figure[] }) => {
  const { say, words } = useSpeech()
  const placed = figures.filter(({ breakdowns }) => breakdowns.some(({ by }) => by === 'region'))
  const [chosen, choose] = useState<string>()
  const figure = placed.find(({ id }) => id === chosen) ?? placed[0]
  if (figure === undefined) return null
  return (
    <>
      <Select
        aria-label={words.analytics.mapFigure}
        className="filter"
        value={figure.id}
        onChange={(id: string) => choose(id)}
        options={placed.map(({ id, title }) => ({ value: id, label: say(title) }))}
      />
      <Tiles figure={figure} />
      <p className="quiet">{words.analytics.mapNote}</p>
    </>
  )
}
