/** One after another under the same name: each begins when the one before has ended, however it ended. */

export type InTurn = <Answer>(name: string, start: () => Promise<Answer>) => Promise<Answer>

export const openTurns = (): InTurn => {
  const lastByName = new Map<string, Promise<unknown>>()
  return async (name, start) => {
    const mine = (lastByName.get(name) ?? Promise.resolve()).then(start, start)
    lastByName.set(name, mine)
    try {
      return await mine
    } finally {
      if (lastByName.get(name) === mine) lastByName.delete(name)
    }
  }
}
