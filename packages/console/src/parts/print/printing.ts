/** What happens as the page goes to paper: everything folded is unfolded, the time is taken, every sheet gets its head; afterwards all is as before. */
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** A text as CSS writes it. */
const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '').replaceAll(/\s+/g, ' ')}"`

/** Heads and page numbers of the sheets; a sheet of styles made by a program needs no leave of the content policy. */
const sheetsNamed = (head: string): CSSStyleSheet => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(
    `@page { @top-left { content: ${quoted(head)}; font-size: 9pt; } @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; } }`,
  )
  return sheet
}

const unfold = (): readonly HTMLDetailsElement[] => {
  const folded = [...document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')]
  for (const one of folded) one.open = true
  return folded
}

/** @returns when it was printed, RFC 3339; the last time, or the time the page was opened */
export const usePrinting = (head: string): string => {
  const [at, setAt] = useState(() => new Date().toISOString())
  useEffect(() => {
    const sheet = sheetsNamed(head)
    const changed: { folded: readonly HTMLDetailsElement[] } = { folded: [] }
    const before = () => {
      flushSync(() => setAt(new Date().toISOString()))
      changed.folded = unfold()
      document.adoptedStyleSheets = [...document.adoptedStyleSheets.filter((one) => one !== sheet), sheet]
    }
    const after = () => {
      for (const one of changed.folded) one.open = false
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
    }
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      after()
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  }, [head])
  return at
}
