/** The documents of a case as its entries have them: texts and files that were handed in, and files of which the ledger knows the hash alone. */
import type { AttachedFile } from '@yunhe/law/kernel/attached-file'
import type { CaseView } from '@yunhe/platform/contract'

export interface TextDocument {
  /** What people call it: its kind and number where it has them, else the field it was handed in as. */
  readonly title: string
  readonly field: string
  readonly text: string
  /** Hex; absent where the ledger records none of its own. */
  readonly sha256?: string
  /** Version of the entry it came with. */
  readonly entry: number
}

export interface HashedFile {
  /** Its name where it has one. */
  readonly title: string
  /** What happened as its hash was recorded. */
  readonly event: string
  readonly sha256: string
  readonly entry: number
}

/** A file that was handed in with an act and can be read. */
export interface AttachedDocument {
  readonly file: AttachedFile
  readonly event: string
  readonly entry: number
}

export interface DocumentsOfCase {
  readonly attached: readonly AttachedDocument[]
  readonly texts: readonly TextDocument[]
  readonly files: readonly HashedFile[]
}

type Node = Readonly<Record<string, unknown>>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const textIn = (node: Node, ...keys: readonly string[]): string =>
  keys.flatMap((key) => (typeof node[key] === 'string' && node[key] !== '' ? [node[key]] : [])).join(' ')

/** Names of the fields that forms of this case take documents in, as the forms themselves say. */
export const documentFields = (acts: CaseView['acts']): ReadonlySet<string> => {
  const found = new Set<string>()
  const look = (schema: unknown): void => {
    if (Array.isArray(schema)) for (const one of schema) look(one)
    if (!isNode(schema)) return
    for (const [name, property] of Object.entries(isNode(schema.properties) ? schema.properties : {}))
      if (isNode(property) && property.format === 'document') found.add(name)
    for (const value of Object.values(schema)) look(value)
  }
  for (const { asks } of acts) look(asks)
  return found
}

const filesOf = (value: unknown): readonly AttachedFile[] => (Array.isArray(value) ? (value as AttachedFile[]) : [])

const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/i.test(value)

export const documentsIn = ({ acts, history }: Pick<CaseView, 'acts' | 'history'>): DocumentsOfCase => {
  const fields = documentFields(acts)
  const texts: TextDocument[] = []
  const files: HashedFile[] = []
  const attached: AttachedDocument[] = []
  const look = (value: unknown, event: string, entry: number): void => {
    if (Array.isArray(value)) for (const one of value) look(one, event, entry)
    if (!isNode(value)) return
    const title = textIn(value, 'kind', 'title', 'name', 'number')
    const hash = isHash(value.sha256) ? value.sha256 : undefined
    const own = Object.entries(value).filter(([name, text]) => fields.has(name) && typeof text === 'string' && text !== '')
    for (const [field, text] of own)
      texts.push({ title, field, text: String(text), entry, ...(hash !== undefined && field === 'document' && { sha256: hash }) })
    if (hash !== undefined && !own.some(([field]) => field === 'document')) files.push({ title, event, sha256: hash, entry })
    for (const [name, one] of Object.entries(value))
      if (name === 'attachments') attached.push(...filesOf(one).map((file) => ({ file, event, entry })))
      else look(one, event, entry)
  }
  for (const { payload, type, version } of history) look(payload, type, version)
  return {
    attached: latest(attached, ({ file }) => file.sha256),
    texts: latest(texts, ({ sha256, text, field }) => sha256 ?? `${field} ${text}`),
    files: latest(files, ({ sha256 }) => sha256),
  }
}

/** What several entries carry is told once, with the entry it first came with. */
const latest = <One>(all: readonly One[], nameOf: (one: One) => string): readonly One[] =>
  [...new Map(all.toReversed().map((one) => [nameOf(one), one])).values()].toReversed()

/** Where a document stands on the page. */
export const placeOf = (sha256: string): string => `document-${sha256.slice(0, 16)}`
