/** Whole numbers in the order of meeting for names that are none: of cells, of classes of rows, of people. */

/** Numbers names of 64 bits from 1, by open addressing: a map of big integers would take ten times as long. */
export const openNumbering = () => {
  let [size, count] = [1024, 0]
  let slots = new Uint32Array(size)
  let words = new Uint32Array(2048)
  const place = (low: number, high: number): number => {
    let slot = (low ^ Math.imul(high, 0x9e37_79b1)) & (size - 1)
    for (;;) {
      const number = slots[slot] ?? 0
      if (number === 0 || (words[number * 2] === low && words[number * 2 + 1] === high)) return slot
      slot = (slot + 1) & (size - 1)
    }
  }
  const grow = () => {
    size *= 2
    slots = new Uint32Array(size)
    const more = new Uint32Array(size * 2)
    more.set(words)
    words = more
    for (let number = 1; number <= count; number += 1) slots[place(words[number * 2] ?? 0, words[number * 2 + 1] ?? 0)] = number
  }
  const add = (slot: number, low: number, high: number): number => {
    count += 1
    words[count * 2] = low
    words[count * 2 + 1] = high
    slots[slot] = count
    if (count * 2 >= size) grow()
    return count
  }
  return {
    of: (low: number, high: number): number => {
      const slot = place(low, high)
      const known = slots[slot] ?? 0
      return known === 0 ? add(slot, low, high) : known
    },
    /** Numbers so many names one after the other, which is quicker than one by one; `met` hears of those that are new. */
    ofAll: (names: Uint32Array, length: number, into: Uint32Array, met: (number: number, at: number) => void): void => {
      for (let at = 0; at < length; at += 1) {
        const [low, high] = [names[at * 2] ?? 0, names[at * 2 + 1] ?? 0]
        let slot = (low ^ Math.imul(high, 0x9e37_79b1)) & (size - 1)
        let number = slots[slot] ?? 0
        while (number !== 0 && (words[number * 2] !== low || words[number * 2 + 1] !== high)) {
          slot = (slot + 1) & (size - 1)
          number = slots[slot] ?? 0
        }
        if (number === 0) {
          number = add(slot, low, high)
          met(number, at)
        }
        into[at] = number
      }
    },
    /** 0 where the name was never numbered. */
    find: (low: number, high: number): number => slots[place(low, high)] ?? 0,
    count: () => count,
    names: () => new BigUint64Array(words.slice(2, count * 2 + 2).buffer),
  }
}
