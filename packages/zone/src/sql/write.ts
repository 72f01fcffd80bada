/** Small pieces of syntax tree, for what the zone itself adds to a query. */
import type { Json, Tree } from './tree.ts'

export const column = (...names: readonly string[]): Tree => ({
  class: 'COLUMN_REF',
  type: 'COLUMN_REF',
  alias: '',
  query_location: 0,
  column_names: names,
})

export const call = (name: string, ...children: readonly Tree[]): Tree => ({
  class: 'FUNCTION',
  type: 'FUNCTION',
  alias: '',
  query_location: 0,
  function_name: name,
  schema: '',
  children,
  filter: null,
  order_bys: { type: 'ORDER_MODIFIER', orders: [] },
  distinct: false,
  is_operator: false,
  export_state: false,
  catalog: '',
})

export const constant = (value: number | string): Tree => ({
  class: 'CONSTANT',
  type: 'VALUE_CONSTANT',
  alias: '',
  query_location: 0,
  value: { type: { id: typeof value === 'number' ? 'INTEGER' : 'VARCHAR', type_info: null }, is_null: false, value },
})

export const cast = (child: Tree, id: string): Tree => ({
  class: 'CAST',
  type: 'OPERATOR_CAST',
  alias: '',
  query_location: 0,
  child,
  cast_type: { id, type_info: null },
  try_cast: false,
})

export const named = (tree: Tree, alias: string): Tree => ({ ...tree, alias })

export const document = (node: Tree, parameters: Json): Json => ({ error: false, statements: [{ node, named_param_map: parameters }] })
