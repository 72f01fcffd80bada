import { describe, expect, it } from 'vitest'
import type { LineageEdge, LineageGraph, LineageNode } from './graph.ts'
import { walk, within } from './walk.ts'

const ground = { authorization: 'a1', grant: 'g1', decision: 'data-request/w1@5', under: ['W12-1'], logIndex: 3 }
const node = (id: string, workspace?: string): LineageNode => ({
  id,
  kind: id.slice(0, id.indexOf(':')) as LineageNode['kind'],
  name: id,
  holder: '',
  ...(workspace === undefined ? {} : { workspace }),
})
const edge = (from: string, to: string, ...columns: readonly (readonly [string, ...string[]])[]): LineageEdge => ({
  from,
  to,
  columns: columns.map(([output, ...sources]) => ({ output, from: sources, how: 'query' })),
  ground,
})
const graph: LineageGraph = {
  nodes: [
    node('dataset:people@2'),
    node('dataset:flights@1'),
    node('table:w1/people', 'w1'),
    node('table:w1/flights', 'w1'),
    node('table:w2/people', 'w2'),
    node('job:j1', 'w1'),
    node('product:d1@1', 'w1'),
    node('subscription:k1', 'w1'),
  ],
  edges: [
    edge('dataset:people@2', 'table:w1/people', ['born', 'born'], ['income', 'income']),
    edge('dataset:people@2', 'table:w2/people', ['born', 'born']),
    edge('dataset:flights@1', 'table:w1/flights', ['origin', 'origin']),
    edge('table:w1/people', 'job:j1', ['1', 'born', 'income']),
    edge('table:w1/people', 'product:d1@1', ['decade', 'born']),
    edge('table:w1/flights', 'product:d1@1', ['place', 'origin']),
    edge('product:d1@1', 'subscription:k1', ['decade', 'decade'], ['place', 'place']),
  ],
}
const idsOf = ({ nodes }: LineageGraph) => nodes.map(({ id }) => id)

describe('the way of data is told from any node, both ways', () => {
  it('down from a dataset to the keys that call', () =>
    expect(idsOf(walk(graph, { node: 'dataset:people', direction: 'down' }))).toEqual([
      'dataset:people@2',
      'table:w1/people',
      'table:w2/people',
      'job:j1',
      'product:d1@1',
      'subscription:k1',
    ]))
  it('up from a key to every dataset behind it', () =>
    expect(idsOf(walk(graph, { node: 'subscription:k1', direction: 'up' }))).toEqual([
      'dataset:people@2',
      'dataset:flights@1',
      'table:w1/people',
      'table:w1/flights',
      'product:d1@1',
      'subscription:k1',
    ]))
  it('by column: income reaches the job and nothing else', () =>
    expect(idsOf(walk(graph, { node: 'dataset:people@2', column: 'income', direction: 'down' }))).toEqual([
      'dataset:people@2',
      'table:w1/people',
      'job:j1',
    ]))
  it('by column: what a caller sees as place comes of flights alone', () => {
    const found = walk(graph, { node: 'subscription:k1', column: 'place', direction: 'up' })
    expect(idsOf(found)).toEqual(['dataset:flights@1', 'table:w1/flights', 'product:d1@1', 'subscription:k1'])
    expect(found.edges.flatMap(({ columns }) => columns.map(({ output }) => output))).toEqual(['place', 'place', 'origin'])
  })
  it('no further than it was asked', () =>
    expect(idsOf(walk(graph, { node: 'dataset:flights', direction: 'down', hops: 1 }))).toEqual(['dataset:flights@1', 'table:w1/flights']))
  it('a node nobody knows leads nowhere', () => expect(walk(graph, { node: 'dataset:peopl' })).toEqual({ nodes: [], edges: [] }))
})

it('a workspace shows its own and what it came of, and nothing of the workspace beside it', () => {
  expect(idsOf(within(graph, 'w2'))).toEqual(['dataset:people@2', 'table:w2/people'])
  expect(within(graph, 'w2').edges).toHaveLength(1)
})
