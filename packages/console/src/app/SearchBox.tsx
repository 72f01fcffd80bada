/** The search in the frame: `/` or Ctrl+K leads to it from anywhere, Enter to what was found. */
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useSpeech } from '../words/words.tsx'
import { isTyping } from './typing.ts'

const isCall = ({ key, ctrlKey, metaKey, target }: KeyboardEvent) =>
  (key === '/' && !ctrlKey && !metaKey && !isTyping(target)) || (key.toLowerCase() === 'k' && (ctrlKey || metaKey))

export const SearchBox = () => {
  const { words } = useSpeech()
  const go = useNavigate()
  const field = useRef<HTMLInputElement>(null)
  const [q, setQ] = useState('')
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!isCall(event)) return
      event.preventDefault()
      field.current?.focus()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (q.trim().length > 1) void go({ to: '/search', search: { q: q.trim() } })
  }
  return (
    <search>
      <form onSubmit={submit} className="search-box">
        <input
          ref={field}
          type="search"
          aria-label={words.search.title}
          aria-keyshortcuts="/ Control+K"
          placeholder={words.search.placeholder}
          maxLength={100}
          value={q}
          onChange={({ target }) => setQ(target.value)}
        />
      </form>
    </search>
  )
}
