import { describe, expect, it } from 'vitest'
import { lossOf, type Node, nodesUpTo, search } from './lattice.ts'

/** A lattice whose shares fall as a node is generalized, drawn by a seed. */
const drawn = (seed: number) => {
  const random = (at: number) => (Math.abs(Math.sin(seed * 7919 + at * 104729)) * 10_000) % 1
  const tops = Array.from({ length: 3 + (seed % 2) }, (_, column) => 1 + Math.floor(random(column) * 4))
  const lossByLevel = tops.map((top, column) =>
    Array.from({ length: top + 1 }, (_, level) => (level === top ? 1 : level === 0 ? 0 : random(column * 10 + level) * 0.9)).toSorted(
      (a, b) => a - b,
    ),
  )
  const weights = tops.map((_, column) => 0.2 + random(100 + column))
  const shareOf = (node: Node) =>
    Math.max(0, 1 - node.reduce((sum, level, column) => sum + (level / (tops[column] ?? 1)) * (weights[column] ?? 0), 0))
  return { tops, lossByLevel, shareOf }
}

const bruteForce = ({ tops, lossByLevel, shareOf }: ReturnType<typeof drawn>, mostSuppressed: number) =>
  Math.min(
    ...nodesUpTo(tops)
      .filter((node) => shareOf(node) <= mostSuppressed)
      .map((node) => lossOf(lossByLevel, node) * (1 - shareOf(node)) + shareOf(node)),
  )

describe('the search of a lattice', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed))('loses as little as trying every node would (lattice %i)', async (seed) => {
    const lattice = drawn(seed)
    for (const mostSuppressed of [0, 0.05, 0.3]) {
      const { best, nodes, measured } = await search({ ...lattice, mostSuppressed, shareTooSmall: async (node) => lattice.shareOf(node) })
      expect(best?.loss ?? Number.POSITIVE_INFINITY).toBeCloseTo(bruteForce(lattice, mostSuppressed), 12)
      expect(measured).toBeLessThanOrEqual(nodes)
    }
  })

  it('finds nothing where nothing holds', async () => {
    const { best } = await search({ lossByLevel: [[0, 1]], mostSuppressed: 0, shareTooSmall: async () => 1 })
    expect(best).toBeUndefined()
  })

  it('takes the rows as they are where they hold already', async () => {
    const { best, measured } = await search({
      lossByLevel: [
        [0, 0.5, 1],
        [0, 1],
      ],
      mostSuppressed: 0,
      shareTooSmall: async () => 0,
    })
    expect(best).toEqual({ node: [0, 0], suppressedShare: 0, loss: 0 })
    expect(measured).toBeLessThan(6)
  })
})
