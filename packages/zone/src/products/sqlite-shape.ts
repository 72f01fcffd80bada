/** What travels to the serving worker and back: one flat row of plain values for all that was asked in a turn of the loop. */
import type { ShownColumn, Wanted } from './serving-store.ts'

/** Copying objects from thread to thread costs more than the look-up they stand for. */
export type Flat = string | number | boolean | undefined

/** `open` and `close` carry the product and the file; `look` the product, its shape, limit, place and values. Before them: id, wish, how many follow. */
export type Wish = 'open' | 'close' | 'look'

/** An answer: id, fault or '', rows, more, last, body. */
export const flatAnswer = 6

export const operators = { equals: '=', from: '>=', to: '<=' } as const

/** Which statement it is, as text: columns with what they are held against, and how the answer shows them. Names are SQL names. */
export const shapeOf = ({ conditions, show }: Pick<Wanted, 'conditions' | 'show'>): string => {
  let shape = ''
  for (const { column, match } of conditions) shape += `${column} ${match}\n`
  return show === undefined ? shape : shape + JSON.stringify(show)
}

export interface Shape {
  readonly conditions: readonly { readonly column: string; readonly match: keyof typeof operators }[]
  readonly show: readonly ShownColumn[] | undefined
}

export const readShape = (text: string): Shape => {
  const lines = text.split('\n')
  const last = lines.pop() ?? ''
  return {
    conditions: lines.map((line) => {
      const [column = '', match = ''] = line.split(' ')
      return { column, match: match as keyof typeof operators }
    }),
    show: last === '' ? undefined : (JSON.parse(last) as readonly ShownColumn[]),
  }
}
