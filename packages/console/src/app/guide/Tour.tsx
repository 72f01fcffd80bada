/**
 * A tour as it runs: a dialog of the browser's own, which holds the focus and gives it back, lit up beside each part in turn; moved on by its
 * buttons or the arrow keys, left by Esc. (The tour of Ant Design locks the page by a style without a nonce, which our policy forbids.)
 */
import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import type { HomeRole } from '../../pages/home/homes.ts'
import { tours as toursInEnglish } from '../../words/en/guide/tours.ts'
import type { Language } from '../../words/language.ts'
import { useSpeech } from '../../words/words.tsx'
import { tours } from '../../words/zh-CN/guide/tours.ts'
import { runTour, type Step, stepsOf, type TourWords } from './tours.ts'

const tourWords: Readonly<Record<Language, TourWords>> = { 'zh-CN': tours, en: toursInEnglish }

const lookMs = 50

/** The home may still be on its way. */
const useStands = (selector: string) => {
  const [stands, setStands] = useState(false)
  useEffect(() => {
    const timer = setInterval(() => setStands(document.querySelector(selector) !== null), lookMs)
    return () => clearInterval(timer)
  }, [selector])
  return stands
}

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Where the part lies on the screen, brought into it first, and again whenever the page moves. */
const useBox = (selector: string): Box | undefined => {
  const [box, setBox] = useState<Box>()
  useLayoutEffect(() => {
    const part = document.querySelector(selector)
    const measure = () => {
      const found = part?.getBoundingClientRect()
      setBox(found && { left: found.left, top: found.top, width: found.width, height: found.height })
    }
    const isTall = (part?.getBoundingClientRect().height ?? 0) > innerHeight / 2
    part?.scrollIntoView({ block: isTall ? 'start' : 'center' })
    measure()
    addEventListener('scroll', measure, true)
    addEventListener('resize', measure)
    return () => {
      removeEventListener('scroll', measure, true)
      removeEventListener('resize', measure)
    }
  }, [selector])
  return box
}

const margin = 12
const widest = 380
/** So much room the words of a step need. */
const roomNeeded = 200

/** Below the part, else above it; a part that fills the screen has the words over its end. */
const placeBeside = ({ left, top, height }: Box) => {
  const width = Math.min(widest, innerWidth - 2 * margin)
  const across = { width, left: Math.max(margin, Math.min(left, innerWidth - width - margin)) }
  if (innerHeight - top - height > roomNeeded) return { ...across, top: top + height + margin }
  return top > roomNeeded ? { ...across, bottom: innerHeight - top + margin } : { ...across, bottom: margin }
}

const Running = ({ role, steps }: { readonly role: HomeRole; readonly steps: readonly Step[] }) => {
  const { words, role: nameOf } = useSpeech()
  const [current, setCurrent] = useState(0)
  const dialog = useRef<HTMLDialogElement>(null)
  const [head, text] = [useId(), useId()]
  const step = steps[current]
  const box = useBox(step?.selector ?? 'body')
  const onward = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (dialog.current?.open !== false) return
    dialog.current.showModal()
    onward.current?.focus()
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each step the button that had the focus may be gone
  useEffect(() => {
    if (!dialog.current?.contains(document.activeElement)) onward.current?.focus()
  }, [current])
  const isLast = current === steps.length - 1
  const leave = () => dialog.current?.close()
  const back = () => setCurrent(Math.max(0, current - 1))
  const forward = () => setCurrent(Math.min(steps.length - 1, current + 1))
  /** No other shortcut counts while a step stands. */
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'ArrowRight') forward()
    if (event.key === 'ArrowLeft') back()
  }
  const onClose = () => {
    // What the tour was begun from may be gone by now; then the focus is still on the button that closes with it, or nowhere.
    const isLost = document.activeElement === document.body || dialog.current?.contains(document.activeElement)
    runTour(undefined)
    if (isLost) document.querySelector<HTMLElement>('#main h1')?.focus({ preventScroll: true })
  }
  return (
    <dialog ref={dialog} className="tour" aria-labelledby={head} aria-describedby={text} onKeyDown={onKeyDown} onClose={onClose}>
      {box ? <div className="tour-light" style={{ ...box }} /> : null}
      <div className="tour-panel" style={box ? placeBeside(box) : { left: margin, bottom: margin }}>
        <h2 id={head}>{words.guide.step(nameOf(role), current + 1, steps.length)}</h2>
        <p id={text} aria-live="polite">
          {step?.text}
        </p>
        <div className="tour-buttons">
          {isLast ? null : (
            <Button type="text" onClick={leave}>
              {words.guide.leave}
            </Button>
          )}
          <span className="tools">
            {current === 0 ? null : <Button onClick={back}>{words.guide.back}</Button>}
            <Button ref={onward} type="primary" onClick={isLast ? leave : forward}>
              {isLast ? words.guide.finish : words.guide.forward}
            </Button>
          </span>
        </div>
      </div>
    </dialog>
  )
}

const Tour = ({ role }: { readonly role: HomeRole }) => {
  const { language } = useSpeech()
  const steps = stepsOf(role, tourWords[language])
  return useStands(steps[1]?.selector ?? '#main') ? <Running role={role} steps={steps} /> : null
}

export default Tour
