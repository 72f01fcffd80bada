/** A day as the page's language writes it, whatever the browser prefers; typed as it is shown or as 2026-05-06, or chosen from the month. */
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import 'dayjs/locale/en-gb'
import customParseFormat from 'dayjs/plugin/customParseFormat'
import { useSession } from '../app/session.tsx'
import { useSpeech } from '../words/words.tsx'

dayjs.extend(customParseFormat)

const stored = 'YYYY-MM-DD'
/** The first is shown; each may be typed. */
const formats = {
  'zh-CN': ['YYYY年M月D日', stored, 'YYYY-M-D', 'YYYY/M/D', 'YYYYMMDD'],
  en: ['D MMM YYYY', stored, 'YYYY-M-D', 'D MMMM YYYY', 'YYYY/M/D', 'YYYYMMDD'],
}
const locales = { 'zh-CN': 'zh-cn', en: 'en-gb' } as const

export interface DayFieldProps {
  readonly id: string
  /** `2026-05-06`, or nothing. */
  readonly value: string
  readonly onChange: (day: string) => void
  readonly described?: object
}

const DayField = ({ id, value, onChange, described }: DayFieldProps) => {
  const { language, words } = useSpeech()
  const { today } = useSession()
  const day = dayjs(value, stored, true)
  return (
    <DatePicker
      key={language}
      id={id}
      {...described}
      className="short"
      format={formats[language]}
      value={day.isValid() ? day.locale(locales[language]) : null}
      // A day is a day of the law and no moment: it is never moved by the clock of the browser.
      onChange={(next) => onChange(next?.isValid() ? next.format(stored) : '')}
      // Opens on the month of the platform's day, which the browser's clock may not share.
      defaultPickerValue={dayjs(today, stored, true)}
      placeholder={words.choosing.day}
      allowClear
      needConfirm={false}
    />
  )
}
export default DayField
