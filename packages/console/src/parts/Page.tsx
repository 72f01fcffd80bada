/** The frame of every page: its name in the window and as the heading that takes the focus when the route changes. */
import { type ReactNode, useEffect, useRef } from 'react'
import { useSpeech } from '../words/words.tsx'

interface PageProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

export const Page = ({ title, lead, actions, children }: PageProps) => {
  const { words } = useSpeech()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · ${words.app.name}`
  }, [title, words])
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <article className="page">
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead === undefined ? null : <div className="page-lead">{lead}</div>}
        </div>
        {actions === undefined ? null : <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </article>
  )
}

interface SectionProps {
  readonly title: string
  readonly note?: ReactNode
  readonly children: ReactNode
  /** Where links on the page lead to. */
  readonly id?: string
  /** Nothing of it means anything on paper. */
  readonly isForScreenOnly?: boolean
}

export const Section = ({ title, note, children, id, isForScreenOnly = false }: SectionProps) => (
  <section className={isForScreenOnly ? 'section screen-only' : 'section'} {...(id === undefined ? {} : { id })}>
    <h2>
      {title}
      {note === undefined ? null : <span className="section-note">{note}</span>}
    </h2>
    {children}
  </section>
)
