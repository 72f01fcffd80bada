/** A table of value by value, typed as lines `this = that`. */
import { Input } from 'antd'
import { useState } from 'react'
import { useSpeech } from '../../words/words.tsx'
import { useNaming, useQuestion } from './context.ts'
import type { Draft, Path } from './draft.ts'
import { Labelled } from './Labelled.tsx'

const linesOf = (draft: Draft) =>
  typeof draft === 'object' && draft !== null
    ? Object.entries(draft)
        .map(([from, to]) => `${from} = ${String(to)}`)
        .join('\n')
    : ''

export const pairsOf = (lines: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    lines
      .split('\n')
      .map((line) => line.split('='))
      .filter(([from = '', to = '']) => from.trim() !== '' && to.trim() !== '')
      .map(([from = '', ...to]) => [from.trim(), to.join('=').trim()]),
  )

export const Pairs = ({ name, draft, path }: { readonly name: string; readonly draft: Draft; readonly path: Path }) => {
  const field = useNaming()
  const { words } = useSpeech()
  const { id, complaints, change, described } = useQuestion(path)
  const [typed, setTyped] = useState(() => linesOf(draft))
  return (
    <Labelled id={id} label={field(name)} required complaints={complaints} hint={words.form.pairs} wide>
      <Input.TextArea
        id={id}
        {...described}
        rows={4}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
          change(pairsOf(target.value))
        }}
      />
    </Labelled>
  )
}
