/** The field registry: for each key of an entity how it is shown, written and filtered; its label comes from the words. */
import type { ReactNode } from 'react'
import type { Dictionary } from '../words/zh-CN.ts'

export interface Field<Row> {
  readonly label: keyof Dictionary['fields'] & string
  readonly show: (row: Row) => ReactNode
  /** For the CSV file and for filters. */
  readonly text: (row: Row) => string
  readonly align?: 'end'
  readonly filters?: boolean
}

/** A registry keeps the names of its fields, so that a misspelt column does not compile. */
export type Fields<Row, Key extends string> = { readonly [K in Key]: Field<Row> }

export const fieldsOf =
  <Row>() =>
  <const Key extends string>(table: Fields<Row, Key>): Fields<Row, Key> =>
    table
