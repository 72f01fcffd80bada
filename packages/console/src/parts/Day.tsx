/** A legal day or an instant in legal time; a due day also says how long is left. */
import { Tag } from 'antd'
import { daysFrom } from '../words/format.ts'
import { useSpeech } from '../words/words.tsx'

export const Day = ({ day }: { readonly day: string }) => {
  const { day: say } = useSpeech()
  return <time dateTime={day}>{say(day)}</time>
}

export const Moment = ({ at }: { readonly at: string }) => {
  const { instant } = useSpeech()
  return <time dateTime={at}>{instant(at)}</time>
}

const soonDays = 3
const colourBy = (left: number) => (left < 0 ? 'error' : left <= soonDays ? 'warning' : 'default')

export const Due = ({ day, today }: { readonly day: string; readonly today: string }) => {
  const { words } = useSpeech()
  const left = daysFrom(today, day)
  return (
    <span className="nowrap">
      <Day day={day} />{' '}
      <Tag color={colourBy(left)}>{left < 0 ? words.due.overdue(-left) : left === 0 ? words.due.today : words.due.left(left)}</Tag>
    </span>
  )
}
