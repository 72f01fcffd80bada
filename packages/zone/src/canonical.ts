/** The one canonical form of JSON, RFC 8785, as text: what the zone signs and hashes. */
import { canonicalBytes } from '@yunhe/ledger'

export const canonicalJson = (value: unknown): string => Buffer.from(canonicalBytes(value)).toString('utf8')
