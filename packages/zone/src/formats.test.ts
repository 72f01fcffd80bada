import { createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from './canonical.ts'
import { inventoryRootOf } from './erase.ts'
import type { SnapshotFile } from './export/kinds.ts'
import { type ExportManifest, manifestHash } from './export/manifest.ts'
import { snapshotHash } from './export/snapshot.ts'
import { signedOrder } from './orders.ts'
import { digestOf, signatureBase } from './products/answer-signing.ts'
import { isSignedBy } from './signing.ts'
import { marked, padOf } from './watermark/digits.ts'
import { markKeys } from './watermark/keys.ts'

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

  it('show an answer whose body, signed text and signature belong together', () => {
    const response = page('response')
    const raw = response.match(/raw, hex: `([0-9a-f]{64})`/)?.[1] ?? ''
    const key = createPublicKey({ key: Buffer.from(`302a300506032b6570032100${raw}`, 'hex'), format: 'der', type: 'spki' })
    const [body, base] = [blockOf(response, 'json'), blockOf(response, 'text')]
    const bodyDigest = digestOf(body)
    const told = { status: 200, bodyDigest, product: 'd1', version: 1, scenario: 's1', createdSeconds: 1_795_406_400 }
    const signature = Buffer.from(/sig=:(.+):/.exec(blockOf(response, 'http'))?.[1] ?? '', 'base64')
    expect(signatureBase({ ...told, requestId: '0197c0de-0000-4000-8000-000000000001' }, 'wuxi-1').base).toBe(base)
    expect(verify(null, Buffer.from(base), key, signature)).toBe(true)
  })

  it('show an inventory with its root', () => {
    const destruction = page('destruction')
    const inventory = JSON.parse(blockOf(destruction, 'json'))
    const roots = [inventory, inventory.slice(0, 1), []].map(inventoryRootOf)
    for (const root of roots) expect(destruction).toContain(`\`${root}\``)
  })

  it('show a manifest of an export that verifies under the key they name, with its hash and its snapshot', () => {
    const text = page('export')
    const manifest = JSON.parse(blockOf(text, 'json')) as ExportManifest
    const raw = text.match(/raw, hex: `([0-9a-f]{64})`/)?.[1] ?? ''
    const key = createPublicKey({ key: Buffer.from(`302a300506032b6570032100${raw}`, 'hex'), format: 'der', type: 'spki' })
    expect(isSignedBy(key, manifest)).toBe(true)
    expect(text).toContain(`Hash of this manifest: \`${manifestHash(manifest)}\``)
    expect(snapshotHash('w1', manifest.files as readonly SnapshotFile[])).toBe(manifest.snapshot)
  })

  it('show marked numbers as they are marked', () => {
    const text = page('export')
    const key = markKeys(Buffer.alloc(32, 7)).ofExport('x1')
    expect(text).toContain(Buffer.from(key).toString('hex'))
    const rows = [...text.matchAll(/^\| ([\d.]+) \| ([\d.]+) \|$/gm)]
    expect(rows).toHaveLength(6)
    for (const [, plain, shown] of rows) expect(marked(Number(plain), padOf(key))).toBe(Number(shown))
  })
})
