/** Where the help stands: beside the page where there is room, over it where there is none. Esc closes it, and the focus goes back. */
import { useRouterState } from '@tanstack/react-router'
import { Button } from 'antd'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useSyncExternalStore } from 'react'
import { useSpeech } from '../../words/words.tsx'
import { GuideText } from './GuideText.tsx'
import { useRunningTour } from './tours.ts'

const narrow = matchMedia('(max-width: 1100px)')
const listen = (listener: () => void) => {
  narrow.addEventListener('change', listener)
  return () => narrow.removeEventListener('change', listener)
}
const useNarrow = () => useSyncExternalStore(listen, () => narrow.matches)

interface GuideProps {
  readonly close: () => void
}

const Inside = ({ close }: GuideProps) => {
  const { words } = useSpeech()
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus({ preventScroll: true }), [])
  return (
    <>
      <div className="guide-top">
        <h2 id="guide-head" ref={head} tabIndex={-1}>
          {words.guide.title}
        </h2>
        <Button size="small" onClick={close}>
          {words.state.close}
        </Button>
      </div>
      <GuideText />
    </>
  )
}

const Beside = ({ close }: GuideProps) => {
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') close()
  }
  return (
    <aside className="guide" aria-labelledby="guide-head" onKeyDown={onKeyDown}>
      <Inside close={close} />
    </aside>
  )
}

/** The browser's own dialog: the page behind it waits. (The drawer of Ant Design locks the page by a style without a nonce, which our policy forbids.) */
const Over = ({ close }: GuideProps) => {
  const dialog = useRef<HTMLDialogElement>(null)
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const opened = useRef(path)
  const tour = useRunningTour()
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal()
  }, [])
  useEffect(() => {
    if (path !== opened.current || tour !== undefined) close()
  }, [path, tour, close])
  /** What lies beside the dialog counts as the dialog itself. */
  const onClick = ({ target, clientX }: MouseEvent) => {
    if (target === dialog.current && clientX < dialog.current.getBoundingClientRect().left) close()
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the key for it is Esc, which the browser knows
    <dialog ref={dialog} className="guide guide-over" aria-labelledby="guide-head" onClose={close} onClick={onClick}>
      <Inside close={close} />
    </dialog>
  )
}

const Guide = ({ close }: GuideProps) => (useNarrow() ? <Over close={close} /> : <Beside close={close} />)

export default Guide
