/** Where a product comes from and where it goes, in one question each; the same as events that other tools read (articles 3 and 16). */
import type { Teller } from './teller.ts'

interface Node {
  readonly id: string
  readonly kind: string
}
interface Edge {
  readonly from: string
  readonly to: string
  readonly ground: { readonly authorization: string; readonly decision: string }
}

export const theProvenance = async (story: Teller, authorization: string, product: string, item: string): Promise<void> => {
  const authority = await story.as('authority')
  const { body: back } = await authority.get(`/api/lineage/products/${product}?direction=up`)
  const { body: forth } = await authority.get(`/api/lineage/catalog-items/${item}?direction=down`)
  const kindsOf = ({ nodes }: { readonly nodes: readonly Node[] }) => new Set(nodes.map(({ kind }) => kind))
  const edges: readonly Edge[] = [...back.edges, ...forth.edges]
  story.check(
    'lineage',
    undefined,
    kindsOf(back).has('dataset') &&
      kindsOf(forth).has('subscription') &&
      edges.every(({ ground }) => ground.authorization === authorization),
    `由产品查到数据来源、由数据查到每一项使用，共 ${edges.length} 段，逐段注明所依据的授权。`,
    `from the product back to its data and from the data to every use: ${edges.length} steps, each with the authorization that allowed it (${[...kindsOf(back)]} / ${[...kindsOf(forth)]})`,
  )
  const { status, body } = await authority.get(`/api/lineage/products/${product}/openlineage`)
  const events: readonly { readonly schemaURL: string }[] = body.events ?? body
  story.check(
    'lineage.export',
    undefined,
    status === 200 && events.length > 0 && events.every(({ schemaURL }) => schemaURL.includes('openlineage')),
    `同一来龙去脉可导出为 OpenLineage 事件 ${events.length} 条。`,
    `the same is exported as ${events.length} events of OpenLineage`,
  )
}
