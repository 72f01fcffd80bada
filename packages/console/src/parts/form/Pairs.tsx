/** A table of value by value, typed as lines `this = that`, or pasted as two columns of a spreadsheet. */
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

const pairIn = (line: string): readonly [string, string] | undefined => {
  const [from = '', ...to] = line.split(line.includes('\t') ? '\t' : '=')
  const value = to.join('=').trim()
  return from.trim() !== '' && value !== '' ? [from.trim(), value] : undefined
}

export const pairsOf = (lines: string): Readonly<Record<string, string>> =>
  Object.fromEntries(lines.split('\n').flatMap((line) => [pairIn(line)].filter((pair) => pair !== undefined)))

/** Numbers, from 1, of lines that say something and are no pair. */
export const notPairsIn = (lines: string): readonly number[] =>
  lines.split('\n').flatMap((line, index) => (line.trim() !== '' && pairIn(line) === undefined ? [index + 1] : []))

const isSame = (lines: string, draft: Draft) => JSON.stringify(pairsOf(lines)) === JSON.stringify(draft ?? {})

interface PairsProps {
  readonly name: string
  readonly draft: Draft
  readonly path: Path
  readonly required: boolean
}

export const Pairs = ({ name, draft, path, required }: PairsProps) => {
  const field = useNaming()
  const { words } = useSpeech()
  const { id, complaints, change, described } = useQuestion(path)
  const [typed, setTyped] = useState(() => linesOf(draft))
  const shown = isSame(typed, draft) ? typed : linesOf(draft)
  const odd = notPairsIn(shown)
  return (
    <Labelled id={id} label={field(name)} required={required} complaints={complaints} hint={words.form.pairs} wide>
      <Input.TextArea
        id={id}
        {...described}
        rows={4}
        value={shown}
        onChange={({ target }) => {
          setTyped(target.value)
          change(pairsOf(target.value))
        }}
      />
      <p role="status" className="wrong">
        {odd.length === 0 ? '' : words.paste.notPairs(odd.join(words.app.comma))}
      </p>
    </Labelled>
  )
}
