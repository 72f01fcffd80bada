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
  const found: Tree[] = []
  const collect = (one: Json | undefined): void => {
    if (Array.isArray(one)) for (const inside of one) collect(inside)
    if (!isTree(one)) return
    found.push(one)
    for (const inside of Object.values(one)) collect(inside)
  }
  collect(value)
  return found
}

/** Reading a tree of this size takes a few milliseconds of the zone's own time; what nests deeper costs the engine itself seconds. */
const most = { size: 4_000, depth: 150 }

/** Whether a tree is small enough to be looked at: a text may be short and its tree vast. */
export const isReadable = (value: Json): boolean => {
  const waiting: (readonly [Json, number])[] = [[value, 0]]
  let size = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [one, depth] = next
    if (isTree(one)) size += 1
    if (size > most.size || depth > most.depth) return false
    if (Array.isArray(one)) for (const inside of one) waiting.push([inside, depth])
    else if (isTree(one)) for (const inside of Object.values(one)) waiting.push([inside, depth + 1])
  }
  return true
}
