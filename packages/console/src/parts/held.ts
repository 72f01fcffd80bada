/** A thing that one part of the screen says and another reads, though neither stands inside the other. */
import { useSyncExternalStore } from 'react'

export interface Held<T> {
  readonly set: (value: T) => void
  readonly use: () => T
}

export const held = <T>(start: T): Held<T> => {
  let value = start
  const listeners = new Set<() => void>()
  const listen = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    set: (next) => {
      value = next
      for (const listener of listeners) listener()
    },
    use: () => useSyncExternalStore(listen, () => value),
  }
}
