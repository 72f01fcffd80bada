/** Operators that count as one to differencing: one company's results and those of its related companies can be laid side by side. */
import type { ZoneState } from './state.ts'

/** This operator and everybody tied to it, by grants and by what the platform has told since; in order. A tie is never forgotten: what was seen together stays seen. */
export const relatedTo = (operator: string, { workspaces, relations }: Pick<ZoneState, 'workspaces' | 'relations'>): readonly string[] => {
  const ties = [...relations, ...[...workspaces.values()].map(({ grant }) => [grant.operator, ...(grant.related ?? [])])]
  const found = new Set([operator])
  for (let before = 0; before < found.size; ) {
    before = found.size
    for (const tie of ties) if (tie.some((one) => found.has(one))) for (const one of tie) found.add(one)
  }
  return [...found].toSorted()
}
