/** What the editor offers: the granted tables, their columns with type and state, and last the columns that exist and are not given. */
import type { WorkspaceView } from '../../ask/zone.ts'

export interface EditorTable {
  readonly table: string
  readonly detail: string
  readonly columns: readonly { readonly name: string; readonly detail: string; readonly isHidden: boolean }[]
}

interface Said {
  readonly code: (value: string) => string
  readonly rows: (rows: number) => string
}

export const editorTables = ({ tables }: Pick<WorkspaceView, 'tables'>, { code, rows: sayRows }: Said): readonly EditorTable[] =>
  tables.map(({ table, rows, columns, hidden }) => ({
    table,
    detail: sayRows(rows),
    columns: [
      ...columns.map(({ name, type, disclosure, mask }) => ({
        name,
        detail: [code(type), code(disclosure), ...(mask === undefined ? [] : [code(mask)])].join(' · '),
        isHidden: disclosure === 'hidden',
      })),
      ...hidden.map((name) => ({ name, detail: code('hidden'), isHidden: true })),
    ],
  }))

/** Undefined where the text cannot be read: then it stays as it is. */
export const formatted = async (text: string): Promise<string | undefined> => {
  const { duckdb, formatDialect } = await import('sql-formatter')
  try {
    return `${formatDialect(text, { dialect: duckdb, keywordCase: 'upper', paramTypes: { named: ['$'] } })}\n`
  } catch {
    return undefined
  }
}
