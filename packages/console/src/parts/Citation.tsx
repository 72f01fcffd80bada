/** The article and rule something stands under: its number at sight, its gist on demand. */
import { Popover } from 'antd'
import { lazy, Suspense, useLayoutEffect, useRef, useState } from 'react'
import { useSpeech } from '../words/words.tsx'
import { articleNumber, articleText, isNationalRule } from './articleNumber.ts'

const Gist = lazy(() => import('./Gist.tsx'))

/** A page names hundreds of them and few are asked: what opens is made for the first who asks. */
export const Citation = ({ rule }: { readonly rule: string }) => {
  const { language, words } = useSpeech()
  const [open, setOpen] = useState(false)
  const [wasAsked, setAsked] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (wasAsked) button.current?.focus()
  }, [wasAsked])
  const number = articleNumber(rule)
  const isNational = isNationalRule(rule)
  if (number === undefined && !isNational) return <span className="code">{rule}</span>
  const ask = () => {
    setAsked(true)
    setOpen(true)
  }
  const named = (
    <button ref={button} type="button" className="citation" aria-expanded={open} {...(wasAsked ? {} : { onClick: ask })}>
      {number === undefined ? words.law.ruleSets.national : articleText(language, number)}
      {rule.startsWith('A') ? null : <span className="citation-rule">{rule}</span>}
    </button>
  )
  if (!wasAsked) return named
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
      {named}
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
