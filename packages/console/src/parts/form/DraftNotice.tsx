/** Tells of a draft that was found, with the way to it and out of it. */
import { Alert, Button } from 'antd'
import { useSpeech } from '../../words/words.tsx'

interface DraftNoticeProps {
  readonly at: string
  /** Present where it waits to be taken; else it stands in the form already. */
  readonly restore?: (() => void) | undefined
  readonly discard: () => void
}

export const DraftNotice = ({ at, restore, discard }: DraftNoticeProps) => {
  const { words, instant } = useSpeech()
  const { drafts } = words
  return (
    <Alert
      type="info"
      showIcon
      role="status"
      title={restore ? drafts.there(instant(at)) : drafts.restored(instant(at))}
      action={
        <span className="tools">
          {restore ? (
            <Button size="small" type="primary" onClick={restore}>
              {drafts.restore}
            </Button>
          ) : null}
          <Button size="small" onClick={discard}>
            {drafts.discard}
          </Button>
        </span>
      }
    />
  )
}
