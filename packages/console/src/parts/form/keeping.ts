/** Keeps what is typed as a draft on the platform, a moment after each change, and once more as the page goes away. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { ask } from '../../ask/ask.ts'
import type { Draft } from './draft.ts'

/** The form of one act, on a case or to open one. */
export interface FormPlace {
  readonly act: string
  readonly case: string
}

export type Keeping =
  | { readonly is: 'nothing' | 'keeping' | 'failed' }
  /** When it was kept, by the platform's clock. */
  | { readonly is: 'kept'; readonly at: string }

const pauseMs = 800

/** @param place none where nothing is kept */
export const useKeeping = (place: FormPlace | undefined) => {
  const [state, setState] = useState<Keeping>({ is: 'nothing' })
  const waiting = useRef<{ readonly draft: Draft; readonly timer: ReturnType<typeof setTimeout> }>(undefined)
  /** Saves follow each other, so that an older one never comes to lie over a newer. */
  const last = useRef<Promise<void>>(Promise.resolve())
  const { act, case: id } = place ?? { act: '', case: '' }

  const send = useCallback(
    (draft: Draft, isLeaving: boolean) => {
      const save = async () => {
        try {
          const body = { case: id, answers: draft as Record<string, unknown> }
          const { savedAt } = await ask('keepDraft', { params: { act }, body }, { keepalive: isLeaving })
          setState({ is: 'kept', at: savedAt })
        } catch {
          setState({ is: 'failed' })
        }
      }
      last.current = isLeaving ? save() : last.current.then(save)
      return last.current
    },
    [act, id],
  )

  /** Sends at once what was still to be kept. */
  const flush = useCallback(
    (isLeaving: boolean) => {
      const held = waiting.current
      if (held === undefined) return
      clearTimeout(held.timer)
      waiting.current = undefined
      void send(held.draft, isLeaving)
    },
    [send],
  )

  const keep = (draft: Draft) => {
    if (place === undefined) return
    clearTimeout(waiting.current?.timer)
    setState({ is: 'keeping' })
    waiting.current = { draft, timer: setTimeout(() => flush(false), pauseMs) }
  }

  /** Nothing more is kept, and nothing is under way: what follows may wipe it. */
  const rest = async () => {
    clearTimeout(waiting.current?.timer)
    waiting.current = undefined
    await last.current
  }

  const wipe = async () => {
    await rest()
    setState({ is: 'nothing' })
    if (place !== undefined) await ask('wipeDraft', { params: { act }, query: { case: id } }).catch(() => setState({ is: 'failed' }))
  }

  useEffect(() => {
    const leave = () => flush(true)
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      flush(false)
    }
  }, [flush])

  return { state, keep, rest, wipe }
}
