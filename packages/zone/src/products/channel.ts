/** Hands batches from who gives them to who takes them, one at a time: who gives waits until the one before is taken. */

export interface Channel<Batch> extends AsyncIterable<Batch> {
  readonly give: (batch: Batch) => Promise<void>
  /** Nothing more comes; who takes has had it all. */
  readonly end: () => void
  /** Who takes hears the fault in place of the next batch. */
  readonly fail: (fault: Error) => void
  /** Who takes has gone: who gives hears the fault. */
  readonly leave: (fault: Error) => void
}

export const openChannel = <Batch>(): Channel<Batch> => {
  const waiting: Batch[] = []
  let [isOver, failure, left]: [boolean, Error | undefined, Error | undefined] = [false, undefined, undefined]
  let wakes: (() => void)[] = []
  const wake = (): void => {
    const woken = wakes
    wakes = []
    for (const one of woken) one()
  }
  const change = (): Promise<void> => new Promise((woken) => wakes.push(woken))
  return {
    give: async (batch) => {
      while (waiting.length > 0 && left === undefined) await change()
      if (left !== undefined) throw left
      waiting.push(batch)
      wake()
    },
    end: () => {
      isOver = true
      wake()
    },
    fail: (fault) => {
      failure = fault
      wake()
    },
    leave: (fault) => {
      left = fault
      wake()
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        if (failure !== undefined) throw failure
        const batch = waiting.shift()
        wake()
        if (batch !== undefined) yield batch
        else if (isOver) return
        else await change()
      }
    },
  }
}
