/** The way to the help: a button in the frame, and the sign it bears as a key. */
import { Button } from 'antd'
import { type Ref, useEffect } from 'react'
import { useSpeech } from '../../words/words.tsx'
import { isTyping } from '../typing.ts'

interface GuideButtonProps {
  readonly isOpen: boolean
  readonly turn: () => void
  readonly ref: Ref<HTMLButtonElement>
}

const isCall = ({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent) =>
  (key === '?' || key === '？') && !ctrlKey && !metaKey && !altKey && !isTyping(target)

export const GuideButton = ({ isOpen, turn, ref }: GuideButtonProps) => {
  const { words } = useSpeech()
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!isCall(event)) return
      event.preventDefault()
      turn()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [turn])
  return (
    <Button
      ref={ref}
      className="guide-button"
      aria-label={words.guide.open}
      aria-keyshortcuts="?"
      aria-expanded={isOpen}
      title={words.guide.open}
      onClick={turn}
    >
      ?
    </Button>
  )
}
