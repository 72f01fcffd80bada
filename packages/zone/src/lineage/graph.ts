/** What came from what, from the delivered data to the keys that call a product: nodes, and edges that name the decision that allowed each (articles 3 and 24). */

export const nodeKinds = ['dataset', 'import', 'table', 'job', 'model', 'export', 'product', 'subscription'] as const
export type NodeKind = (typeof nodeKinds)[number]

/** `dataset:flights@2`, `import:s1`, `table:w1/flights`, `job:<id>`, `model:<id>@1`, `product:d1@1`, `subscription:k1`. */
export interface LineageNode {
  readonly id: string
  readonly kind: NodeKind
  readonly name: string
  /** Whose it is: an operator, a provider or a consumer; empty where the zone does not know. */
  readonly holder: string
  /** The workspace it lies in or came from. */
  readonly workspace?: string
  readonly at?: string
  readonly stage?: string
}

/** One column of what came, and the columns it was made of. */
export interface ColumnStep {
  readonly output: string
  readonly from: readonly string[]
  readonly how: string
}

/** By what a step was allowed: the ledger entry that the platform's order carries out, the rules that entry names, and the place in the zone's log. */
export interface Ground {
  readonly authorization: string
  readonly grant: string
  readonly decision: string
  readonly under: readonly string[]
  /** Of the entry in the zone's own log that stands before the step; −1 where it is not known. */
  readonly logIndex: number
}

/** Leads from what was used to what came of it. */
export interface LineageEdge {
  readonly from: string
  readonly to: string
  readonly columns: readonly ColumnStep[]
  readonly ground: Ground
}

export interface LineageGraph {
  readonly nodes: readonly LineageNode[]
  readonly edges: readonly LineageEdge[]
}

/** What one station adds: the node that came, the nodes it came of, and the edges between. */
export interface Step {
  readonly nodes: readonly LineageNode[]
  readonly edges: readonly LineageEdge[]
}
