/** The article and rule something stands under: its number at sight, its gist on demand. */
import { Popover } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useSpeech } from '../words/words.tsx'
import { articleNumber, articleText, isNationalRule } from './articleNumber.ts'

const Gist = lazy(() => import('./Gist.tsx'))

export const Citation = ({ rule }: { readonly rule: string }) => {
  const { language, words } = useSpeech()
  const [open, setOpen] = useState(false)
  const number = articleNumber(rule)
  const isNational = isNationalRule(rule)
  if (number === undefined && !isNational) return <span className="code">{rule}</span>
  const isArticleItself = rule.startsWith('A')
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      content={
        <Suspense fallback={words.state.loading}>
          <Gist rule={rule} />
        </Suspense>
      }
    >
      <button type="button" className="citation" aria-expanded={open}>
        {number === undefined ? words.law.ruleSets.national : articleText(language, number)}
        {isArticleItself ? null : <span className="citation-rule">{rule}</span>}
      </button>
    </Popover>
  )
}

export const Citations = ({ rules }: { readonly rules: readonly string[] }) =>
  rules.length === 0 ? null : (
    <span className="citations">
      {[...new Set(rules)].map((rule) => (
        <Citation key={rule} rule={rule} />
      ))}
    </span>
  )
