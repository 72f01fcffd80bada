/** What a rule looks at while it is held against a case: a value that says, afterwards, which of its parts were read. */

export interface Watched<Value> {
  readonly value: Value
  /** Each part that was read, under its path (`call.openTo`), with what stood there; the innermost ones only. */
  readonly seen: () => readonly Seen[]
}

export interface Seen {
  readonly path: string
  readonly value: unknown
}

/** Lists are one part: which of their members were read says nothing to a person. */
export const watched = <Value>(value: Value): Watched<Value> => {
  const valueByPath = new Map<string, unknown>()
  return {
    value: (isRecord(value) ? watching(value, '', valueByPath) : value) as Value,
    seen: () => {
      const paths = [...valueByPath.keys()]
      const isInnermost = (path: string) => !paths.some((other) => other.startsWith(`${path}.`))
      return paths.filter(isInnermost).map((path) => ({ path, value: valueByPath.get(path) }))
    },
  }
}

type Plain = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Plain =>
  typeof value === 'object' &&
  value !== null &&
  (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null)

const watching = (record: Plain, path: string, valueByPath: Map<string, unknown>): Plain =>
  new Proxy(record, {
    get: (target, name, receiver) => {
      const inner: unknown = Reflect.get(target, name, receiver)
      // What every object has is no part of it, and a value that may never change must be handed out as it is.
      if (typeof name === 'symbol' || (!Object.hasOwn(target, name) && name in target)) return inner
      const place = path === '' ? name : `${path}.${name}`
      valueByPath.set(place, inner)
      return isRecord(inner) && !isFixed(target, name) ? watching(inner, place, valueByPath) : inner
    },
  })

const isFixed = (target: Plain, name: string): boolean => {
  const described = Object.getOwnPropertyDescriptor(target, name)
  return described?.configurable === false && described.writable === false
}
