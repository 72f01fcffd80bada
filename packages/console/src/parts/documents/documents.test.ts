import type { CaseView } from '@yunhe/platform/contract'
import { expect, it } from 'vitest'
import { documentFields, documentsIn } from './documents.ts'

const hash = 'a'.repeat(64)
const other = 'b'.repeat(64)
const asks = {
  type: 'object',
  properties: {
    statement: { type: 'string', format: 'document' },
    evidence: { type: 'array', items: { type: 'object', properties: { document: { type: 'string', format: 'document' } } } },
    reason: { type: 'string', format: 'reason' },
  },
}
const acts = [{ asks }] as unknown as CaseView['acts']
const entry = (version: number, payload: Readonly<Record<string, unknown>>) =>
  ({ version, payload, type: 'Told' }) as unknown as CaseView['history'][number]

it('the fields that take documents are those whose form says so, however deep they lie', () =>
  expect([...documentFields(acts)].toSorted()).toEqual(['document', 'statement']))

it('a document comes with the hash that the ledger recorded and the entry it came with', () => {
  const history = [entry(1, { evidence: [{ kind: '营业执照', number: '1', document: '正文', sha256: hash }], reason: 'no document' })]
  expect(documentsIn({ acts, history })).toEqual({
    attached: [],
    texts: [{ title: '营业执照 1', field: 'document', text: '正文', sha256: hash, entry: 1 }],
    files: [],
  })
})

it('a document without a hash of its own is told without one', () =>
  expect(documentsIn({ acts, history: [entry(2, { statement: '说明' })] }).texts).toEqual([
    { title: '', field: 'statement', text: '说明', entry: 2 },
  ]))

it('a file that lies elsewhere is told by its hash, and once', () =>
  expect(
    documentsIn({
      acts,
      history: [entry(1, { files: [{ name: 'a.csv', sha256: other }] }), entry(2, { files: [{ name: 'a.csv', sha256: other }] })],
    }).files,
  ).toEqual([{ title: 'a.csv', event: 'Told', sha256: other, entry: 1 }]))

it('a file that was handed in is told with what it is, once, and not as one that lies elsewhere', () => {
  const scan = { name: '证书.pdf', mediaType: 'application/pdf', sizeBytes: 9, sha256: other }
  const own = { name: '申请书.pdf', mediaType: 'application/pdf', sizeBytes: 8, sha256: hash }
  const first = entry(1, { evidence: [{ kind: '证书', document: '正文', attachments: [scan] }], attachments: [own] })
  expect(documentsIn({ acts, history: [first, entry(2, { evidence: [{ kind: '证书', attachments: [scan] }] })] })).toMatchObject({
    attached: [
      { file: own, event: 'Told', entry: 1 },
      { file: scan, event: 'Told', entry: 1 },
    ],
    files: [],
  })
})
