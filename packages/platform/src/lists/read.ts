/** Reads the organizations out of a list as its issuer gave it out: a CSV with a header, or a JSON array. */
import { isUscc } from '@yunhe/law/identifiers/uscc'
import { csvRows } from './csv.ts'

export interface ReadList {
  readonly codes: ReadonlySet<string>
  readonly rows: number
  /** Rows without a valid code of an organization. */
  readonly unread: number
}

const names = ['uscc', '统一社会信用代码', '组织机构代码/统一社会信用代码', 'unifiedSocialCreditCode']

/** Undefined where it is no such list at all: a file that cannot be read is never an empty list. */
export const readList = (form: string, content: string): ReadList | undefined => {
  const rows = rowsIn(form, content)
  if (rows === undefined) return undefined
  const codes = rows.map(codeIn)
  const organizations = codes.filter((code) => code !== undefined)
  return { codes: new Set(organizations), rows: rows.length, unread: codes.length - organizations.length }
}

type Row = Readonly<Record<string, unknown>>

const codeIn = (row: Row): string | undefined => {
  const name = names.find((one) => one in row)
  const code = name === undefined ? '' : String(row[name]).trim().toUpperCase()
  return isUscc(code) ? code : undefined
}

const rowsIn = (form: string, content: string): readonly Row[] | undefined => {
  try {
    const rows: unknown = form === 'json' ? JSON.parse(content) : csvRows(content)
    return Array.isArray(rows) && rows.every(isRow) && rows.some((row) => names.some((name) => name in row)) ? rows : undefined
  } catch {
    return undefined
  }
}

const isRow = (row: unknown): row is Row => typeof row === 'object' && row !== null && !Array.isArray(row)
