/** A question put to a workspace over HTTP: what is shown of its answer, or the codes of what held it back. */
import type { Live } from './live.ts'

type Cell = string | number | boolean | null

export interface Shown {
  readonly codes: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

interface Seen {
  readonly state: string
  readonly code: string
  readonly checks?: readonly { readonly findings?: readonly { readonly code: string }[] }[]
}

export const asked = async (live: Live, workspace: string, body: string | object): Promise<Shown> => {
  const headers = live.header('workbench', workspace)
  const submitted = await live.ask('POST', `/workspaces/${workspace}/jobs`, {
    headers,
    body: typeof body === 'string' ? { sql: body } : body,
  })
  if (submitted.status !== 201) return { codes: submitted.codes, rows: [] }
  const { job } = JSON.parse(submitted.text) as { readonly job: string }
  const { state, code, checks = [] } = (await live.ended(job, workspace)) as unknown as Seen
  if (state !== 'done') return { codes: [...checks.flatMap(({ findings = [] }) => findings.map((one) => one.code)), code], rows: [] }
  const { text } = await live.ask('GET', `/jobs/${job}/result`, { headers })
  const { rows: own, steps = [] } = JSON.parse(text) as Partial<Shown> & { readonly steps?: readonly Partial<Shown>[] }
  const rows = own ?? steps.flatMap((step) => step.rows ?? [])
  return { codes: [rows.length > 0 ? 'shown' : 'nothing'], rows }
}

/** What an attack builds on must be shown: an attack on nothing proves nothing. */
export const shown = async (live: Live, workspace: string, body: string | object): Promise<Shown['rows']> => {
  const { codes, rows } = await asked(live, workspace, body)
  if (codes[0] !== 'shown' || rows.length === 0) throw new Error(`could not ask ${workspace} for what the attack rests on: ${codes.join()}`)
  return rows
}
