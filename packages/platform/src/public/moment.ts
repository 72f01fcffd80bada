/** A moment as people read it: legal time, to the minute. */
const legalTime = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

export const momentIn = (at: string): string => legalTime.format(new Date(at))
