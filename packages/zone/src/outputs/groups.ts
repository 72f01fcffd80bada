/** Numbers that belong together, as they are joined one by one. */

export const openGroups = () => {
  const parent = new Map<number, number>()
  const of = (one: number): number => {
    let root = one
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up
    parent.set(one, root)
    return root
  }
  return {
    of,
    join: (left: number, right: number) => void parent.set(of(right), of(left)),
    members: () => {
      const byRoot = new Map<number, number[]>()
      for (const one of parent.keys()) {
        const known = byRoot.get(of(one)) ?? []
        known.push(one)
        byRoot.set(of(one), known)
      }
      return byRoot
    },
  }
}
