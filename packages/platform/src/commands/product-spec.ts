/** A product as the zone will be ordered to publish it; its hash is the version that reviews, certificate and order all name (article 17). */
import { createHash } from 'node:crypto'
import { type Product, specificationOf } from '@yunhe/law'
import { canonicalBytes } from '@yunhe/ledger'

export type SpecParts = Pick<Product, 'operator' | 'request' | 'version' | 'content'>

/** SHA-256 over the RFC 8785 form, hex: the zone computes the same. */
export const versionHashOf = (id: string, parts: SpecParts): string =>
  createHash('sha256')
    .update(canonicalBytes(specificationOf(id, parts)))
    .digest('hex')
