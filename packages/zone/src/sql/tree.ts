/** Syntax trees and plans as plain JSON in which no number loses a digit. */

/** A number that JavaScript cannot hold, kept as it was written. */
interface ExactNumber {
  readonly rawJSON: string
}
export type Json = null | boolean | number | string | ExactNumber | readonly Json[] | Tree
export interface Tree {
  readonly [key: string]: Json
}

type Reviver = (key: string, value: Json, context: { readonly source?: string }) => Json
// Node 24 has both; the type library of ES2023 does not know them yet.
const exact = JSON as unknown as { parse: (text: string, reviver: Reviver) => Json; rawJSON: (text: string) => ExactNumber }

/** Places in the text are dropped, so that two texts of one meaning have one tree. */
export const readTree = (text: string): Json =>
  exact.parse(text, (key, value, { source }) => {
    if (key === 'query_location') return 0
    if (typeof value === 'number' && source !== undefined && source !== String(value)) return exact.rawJSON(source)
    return value
  })

export const writeTree = (tree: Json): string => JSON.stringify(tree)

export const isTree = (value: Json | undefined): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('rawJSON' in value)
export const treeOf = (value: Json | undefined): Tree => (isTree(value) ? value : {})
export const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : [])
export const treesOf = (value: Json | undefined): readonly Tree[] => listOf(value).filter(isTree)
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

/** Every tree in a tree, itself first. */
export const allTrees = (value: Json | undefined): readonly Tree[] => {
  if (Array.isArray(value)) return value.flatMap(allTrees)
  return isTree(value) ? [value, ...Object.values(value).flatMap(allTrees)] : []
}

/** The number of trees in a tree, as far as `most`: a text may be short and its tree vast. */
export const sizeOf = (value: Json, most: number): number => {
  const waiting: Json[] = [value]
  let size = 0
  for (let next = waiting.pop(); next !== undefined && size <= most; next = waiting.pop()) {
    if (isTree(next)) size += 1
    if (Array.isArray(next)) waiting.push(...next)
    else if (isTree(next)) waiting.push(...Object.values(next))
  }
  return size
}
