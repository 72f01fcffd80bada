/** The SQL editor: completes from the granted tables and columns, each with what may be done with it; lays a text out on demand. */
import { autocompletion, type Completion, type CompletionContext, closeBrackets, completionKeymap, ifNotIn } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { PostgreSQL, sql } from '@codemirror/lang-sql'
import { bracketMatching, defaultHighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { nonce } from '../../app/nonce.ts'
import type { EditorTable } from './completing.ts'

export interface SqlEditorProps {
  readonly value: string
  readonly label: string
  readonly tables: readonly EditorTable[]
  /** A text to put in place of what stands there, as one step that can be undone; another object is another text. */
  readonly replacement?: { readonly text: string } | undefined
  readonly onChange: (text: string) => void
  readonly onRun: () => void
  readonly onFormat?: () => void
}

/** What is not given stands last: whoever looks for it learns that it is there and closed. */
const lastOfAll = -90

const columnOption = ({ name, detail, isHidden }: EditorTable['columns'][number]): Completion => ({
  label: name,
  type: 'property',
  detail,
  ...(isHidden && { boost: lastOfAll }),
})

const schemaOf = (tables: readonly EditorTable[]) =>
  Object.fromEntries(
    tables.map(({ table, detail, columns }) => [
      table,
      {
        self: { label: table, type: 'class', detail } satisfies Completion,
        children: columns.map(columnOption),
      },
    ]),
  )

/** A column by its bare name, as most texts have it; the schema above knows them behind their table only. */
const bareColumns = (tables: readonly EditorTable[]) => {
  const options = tables.flatMap(({ table, columns }) =>
    columns.map((column) => columnOption({ ...column, detail: `${column.detail} · ${table}` })),
  )
  const source = (context: CompletionContext) => {
    const word = context.matchBefore(/[\w\u4e00-\u9fff]+$/)
    if (word === null || context.state.sliceDoc(Math.max(0, word.from - 1), word.from) === '.') return null
    return { from: word.from, options, validFor: /^[\w\u4e00-\u9fff]*$/ }
  }
  return PostgreSQL.language.data.of({
    autocomplete: ifNotIn(['String', 'LineComment', 'BlockComment', 'QuotedIdentifier'], source),
  })
}

interface Doing {
  readonly change: (text: string) => void
  readonly run: () => void
  readonly format: () => void
}

const extensionsOf = ({ label, tables }: SqlEditorProps, { change, run, format }: Doing) => [
  EditorView.cspNonce.of(nonce),
  lineNumbers(),
  history(),
  bracketMatching(),
  closeBrackets(),
  autocompletion(),
  syntaxHighlighting(defaultHighlightStyle),
  sql({ dialect: PostgreSQL, upperCaseKeywords: true, schema: schemaOf(tables) }),
  bareColumns(tables),
  keymap.of([
    ...[
      { key: 'Mod-Enter', act: run },
      { key: 'Shift-Alt-f', act: format },
    ].map(({ key, act }) => ({
      key,
      run: () => {
        act()
        return true
      },
    })),
    ...completionKeymap,
    ...defaultKeymap,
    ...historyKeymap,
    indentWithTab,
  ]),
  EditorView.contentAttributes.of({ 'aria-label': label }),
  EditorView.lineWrapping,
  EditorView.updateListener.of((update) => {
    if (update.docChanged) change(update.state.doc.toString())
  }),
]

const SqlEditor = (props: SqlEditorProps) => {
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorView>(null)
  const latest = useRef(props)
  latest.current = props
  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor keeps its own text; only other tables or another language make a new one
  useEffect(() => {
    const { current } = place
    if (!current) return undefined
    const view = new EditorView({
      parent: current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: extensionsOf(latest.current, {
          change: (text) => latest.current.onChange(text),
          run: () => latest.current.onRun(),
          format: () => latest.current.onFormat?.(),
        }),
      }),
    })
    editor.current = view
    return () => {
      editor.current = null
      view.destroy()
    }
  }, [props.tables, props.label])
  const { replacement } = props
  useEffect(() => {
    const { current } = editor
    if (!current || replacement === undefined) return
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: replacement.text } })
  }, [replacement])
  return <div ref={place} className="sql-editor" />
}

export default SqlEditor
