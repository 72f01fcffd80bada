/** What the platform knows already of a figure that is asked for, to stand beside its field (article 18). */
import { useQuery } from '@tanstack/react-query'
import { answerTo } from '../../ask/queries.ts'
import { formatFen } from '../../words/format.ts'
import { useSpeech } from '../../words/words.tsx'
import { type Draft, valueAt } from './draft.ts'

/** By place in the form: `figures.servedCalls`. */
export type Beside = Readonly<Record<string, string>>

const textAt = (draft: Draft, name: string): string => {
  const value = valueAt(draft, name)
  return typeof value === 'string' ? value.trim() : ''
}

const isPeriod = (text: string): boolean => /^\d{4}(-q[1-4])?$/.test(text)

/** Empty for every other act, and until both are chosen. */
export const useBeside = (act: string, draft: Draft): Beside => {
  const { words, count } = useSpeech()
  const [authorization, period] = [textAt(draft, 'authorization'), textAt(draft, 'period')]
  const { data } = useQuery({
    ...answerTo('recordedFigures', { query: { authorization, period } }),
    enabled: act === 'report.submit' && authorization !== '' && isPeriod(period),
    retry: false,
  })
  if (data === undefined) return {}
  const shown = (name: string, figure: number): string =>
    words.evaluation.recorded(name.endsWith('Fen') ? formatFen(figure) : count(figure))
  return Object.fromEntries(Object.entries(data.recorded).map(([name, figure]) => [`figures.${name}`, shown(name, figure)]))
}
