import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from './canonical.ts'
import { inventoryRootOf } from './erase.ts'
import { signedOrder } from './orders.ts'
import { isSignedBy } from './signing.ts'

const page = (name: string) => readFileSync(new URL(`../../../docs/formats/${name}.md`, import.meta.url), 'utf8')
const blockOf = (text: string, kind: string) => text.match(new RegExp(`\`\`\`${kind}\n([^]*?)\n\`\`\``))?.[1] ?? ''

describe('the pages for strangers', () => {
  const order = page('order')
  const vector = signedOrder.parse(JSON.parse(blockOf(order, 'json')))

  it('show an order that verifies under the key they name, over the bytes they show', () => {
    const raw = order.match(/raw, hex: `([0-9a-f]{64})`/)?.[1] ?? ''
    const key = createPublicKey({ key: Buffer.from(`302a300506032b6570032100${raw}`, 'hex'), format: 'der', type: 'spki' })
    expect(isSignedBy(key, vector)).toBe(true)
    const { signature: _, ...unsigned } = vector
    expect(canonicalJson(unsigned)).toBe(blockOf(order, 'text'))
  })

  it('show an inventory with its root', () => {
    const destruction = page('destruction')
    const inventory = JSON.parse(blockOf(destruction, 'json'))
    const roots = [inventory, inventory.slice(0, 1), []].map(inventoryRootOf)
    for (const root of roots) expect(destruction).toContain(`\`${root}\``)
  })
})
