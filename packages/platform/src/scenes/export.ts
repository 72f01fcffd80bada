/** Article 16, W16-3 as far as a test needs it: a result frozen in the zone, and the request to export it. */
import { usccOf } from './stage.ts'

type Change = Readonly<Record<string, unknown>>

export interface Frozen {
  readonly export: string
  readonly snapshot: string
  readonly files: readonly object[]
}

export const exportForm = (request: string, scenario: string, { export: id, snapshot, files }: Frozen, change: Change = {}) => ({
  export: id,
  request,
  purpose: '向行业主管部门通报。',
  scenario,
  recipients: [usccOf('operator')],
  context: '2026年3月各站水位均值，单位为毫米，不含停测时段。',
  snapshot,
  files: files.map((file) => plainly(file as Record<string, unknown>)),
  ...change,
})

const plainly = ({ name, kind, format, rows, sizeBytes, sha256 }: Readonly<Record<string, unknown>>) => ({
  name,
  kind,
  format,
  rows,
  sizeBytes,
  sha256,
})
