/** Words of the calendar, of what is late and of what one is told. */
export const calendar = {
  title: 'Calendar',
  lead: 'Every clock you may see. Each names the article it stands under and leads to its case.',
  month: 'Month',
  list: 'List',
  view: 'View',
  previous: 'Previous month',
  next: 'Next month',
  today: 'This month',
  kind: 'Kind of clock',
  kinds: { task: 'To be done', window: 'Window', notice: 'Public notice', term: 'Term', validity: 'Validity', ban: 'Ban' },
  mine: 'Only what concerns me',
  download: 'Download as .ics',
  empty: 'No clock in this time.',
  emptyDay: 'Nothing runs out on this day.',
  dayOf: (day: string, count: number) =>
    `${day}: ${count === 0 ? 'nothing runs out' : count === 1 ? 'one clock runs out' : `${count} clocks run out`}`,
  more: (count: number) => `${count} more`,
  undated: 'Without a day yet',
  notPublished: (year: number) => `the working days of ${year} are not published; counted as soon as they are`,
  awaited: 'rests on other cases; named as the next day begins',
  from: (day: string) => `since ${day}`,
  cut: 'Too many to show: only the nearest are listed. Narrow the time.',
  keys: 'Arrow keys move the day, Page Up and Page Down the month, Enter shows the clocks of the day.',
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  monthName: (year: number, month: number) =>
    `${['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'][month - 1]} ${year}`,
}

export const late = {
  title: 'Overdue by body',
  lead: 'What is late, by the body that must act. The alarm comes by itself; an urge is issued by the data authority and wants an answer.',
  empty: 'Nothing is overdue.',
  count: (count: number, days: number) => `${count} overdue, the longest ${days} ${days === 1 ? 'day' : 'days'}`,
  days: (days: number) => (days === 1 ? '1 day late' : `${days} days late`),
  urge: 'Urge',
  urged: (level: number) => (level === 1 ? 'urged once' : `urged ${level} times`),
}

export const notices = {
  title: 'Notices',
  unread: (count: number) => (count === 0 ? 'Notices, none unread' : `Notices, ${count} unread`),
  empty: 'No notices.',
  readAll: 'Mark all as read',
  isNew: 'unread',
  turn: 'It is your turn',
  urge: 'Urged',
  reminder: (left: number) => (left === 1 ? '1 day left' : `${left} days left`),
  reminderToday: 'ends today',
  overdue: 'Overdue',
}
