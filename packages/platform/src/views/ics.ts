/** Clocks as an iCalendar file (RFC 5545): whole days, no names of people, no titles of cases; who opens the link must sign in. */
import { addDays, type Day } from '@yunhe/law'
import type { ClockView } from '../contract/index.ts'

/** @param origin where the console is reached @param stamp when it was made, `2026-03-02T01:00:00.000Z` */
export const calendarOf = (clocks: readonly ClockView[], origin: string, stamp: string): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Yunhe//clocks//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...clocks.flatMap((clock) => (clock.due === undefined ? [] : eventOf(clock, clock.due as Day, origin, stamp))),
    'END:VCALENDAR',
  ]
    .map(folded)
    .map((line) => `${line}\r\n`)
    .join('')

const eventOf = (clock: ClockView, due: Day, origin: string, stamp: string): readonly string[] => {
  const { procedure, plural, id, name, subject, words, procedureWords, rule } = clock
  return [
    'BEGIN:VEVENT',
    `UID:${escaped([procedure, id, name, subject].filter(Boolean).join('/'))}@${new URL(origin).hostname}`,
    `DTSTAMP:${stamp.replace(/[-:]|\.\d+/g, '')}`,
    `DTSTART;VALUE=DATE:${plain(due)}`,
    // The day an event ends on is no longer part of it.
    `DTEND;VALUE=DATE:${plain(addDays(due, 1))}`,
    `SUMMARY:${escaped(`${words.zh}（${procedureWords.zh} ${id}）`)}`,
    `DESCRIPTION:${escaped(`${rule}\n${words.en} (${procedureWords.en} ${id})\n${clock.ends.zh}\n${clock.ends.en}`)}`,
    `URL:${origin}/console/cases/${encodeURIComponent(plural)}/${encodeURIComponent(id)}`,
    `CATEGORIES:${clock.kind.toUpperCase()}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

const plain = (day: Day): string => day.replaceAll('-', '')

const escaped = (text: string): string => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll('\n', '\\n')

/** Lines of at most 75 octets; what goes on begins with a blank, and no character is cut through. */
const folded = (line: string): string => {
  const lines: string[] = []
  let current = ''
  let room = 75
  for (const sign of line) {
    const size = Buffer.byteLength(sign)
    if (size > room) {
      lines.push(current)
      current = ''
      room = 74
    }
    current += sign
    room -= size
  }
  return [...lines, current].join('\r\n ')
}
