/** A value that has every part one asks of it, for trying out a pure function without knowing what it will read. */

/** What `known` has stays as it is; whatever else is asked for is there, and empty. */
export const anything = <Known extends object>(known: Known): Known =>
  new Proxy(known, {
    get: (target, name) => {
      const value = Reflect.get(target, name)
      return value === undefined && typeof name === 'string' && name !== 'toJSON' ? vague : value
    },
  })

const vague: unknown = new Proxy(() => vague, {
  get: (_, name) => {
    if (name === Symbol.toPrimitive) return () => '2026-03-02'
    if (name === Symbol.iterator) return () => [][Symbol.iterator]()
    if (typeof name === 'symbol') return undefined
    const list: unknown = Reflect.get([], name)
    return list === undefined ? vague : typeof list === 'function' ? list.bind([]) : list
  },
})
