/** What this browser remembers of a file that was not sent whole: its name and its size, so that its sender knows which one to choose again. */

export interface Unfinished {
  readonly name: string
  readonly sizeBytes: number
  readonly sentBytes: number
}

const keyOf = (login: string, place: string) => `yunhe.upload.${login}.${place}`

export const unfinishedAt = (login: string, place: string): Unfinished | undefined => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(login, place)) ?? 'null')
    return typeof kept === 'object' && kept !== null && 'name' in kept ? (kept as Unfinished) : undefined
  } catch {
    return undefined
  }
}

export const rememberUnfinished = (login: string, place: string, unfinished: Unfinished | undefined) => {
  if (unfinished === undefined) localStorage.removeItem(keyOf(login, place))
  else localStorage.setItem(keyOf(login, place), JSON.stringify(unfinished))
}
