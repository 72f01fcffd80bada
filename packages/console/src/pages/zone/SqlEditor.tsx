/** The SQL editor: completes from the granted tables and columns only. */
import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { PostgreSQL, sql } from '@codemirror/lang-sql'
import { bracketMatching, defaultHighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { nonce } from '../../app/nonce.ts'

export interface SqlEditorProps {
  readonly value: string
  readonly label: string
  readonly columnsByTable: Readonly<Record<string, readonly string[]>>
  readonly onChange: (text: string) => void
  readonly onRun: () => void
}

const extensionsOf = ({ label, columnsByTable }: SqlEditorProps, onChange: (text: string) => void, onRun: () => void) => [
  EditorView.cspNonce.of(nonce),
  lineNumbers(),
  history(),
  bracketMatching(),
  closeBrackets(),
  autocompletion(),
  syntaxHighlighting(defaultHighlightStyle),
  sql({
    dialect: PostgreSQL,
    upperCaseKeywords: true,
    schema: Object.fromEntries(Object.entries(columnsByTable).map(([table, columns]) => [table, [...columns]])),
  }),
  keymap.of([
    {
      key: 'Mod-Enter',
      run: () => {
        onRun()
        return true
      },
    },
    ...completionKeymap,
    ...defaultKeymap,
    ...historyKeymap,
    indentWithTab,
  ]),
  EditorView.contentAttributes.of({ 'aria-label': label }),
  EditorView.lineWrapping,
  EditorView.updateListener.of((update) => {
    if (update.docChanged) onChange(update.state.doc.toString())
  }),
]

const SqlEditor = (props: SqlEditorProps) => {
  const place = useRef<HTMLDivElement>(null)
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
        extensions: extensionsOf(
          latest.current,
          (text) => latest.current.onChange(text),
          () => latest.current.onRun(),
        ),
      }),
    })
    return () => view.destroy()
  }, [props.columnsByTable, props.label])
  return <div ref={place} className="sql-editor" />
}

export default SqlEditor
