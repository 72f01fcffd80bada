/** How a file stands to what is there, and how it is to be read where that is not to be found out. */
import { Checkbox, Input, Select } from 'antd'
import { type Mode, modes, type Said } from '../../../ask/upload.ts'
import { useSpeech } from '../../../words/words.tsx'

interface OptionsProps {
  readonly said: Said
  readonly change: (said: Said) => void
}

export const ModeChoice = ({ said, change }: OptionsProps) => {
  const { words, code } = useSpeech()
  const mode = said.mode ?? 'whole'
  return (
    <div className="question">
      <label htmlFor="mode">{words.intake.mode}</label>
      <Select
        id="mode"
        value={mode}
        onChange={(next: Mode) => change({ ...said, mode: next })}
        options={modes.map((value) => ({ value, label: code(value) }))}
      />
      <span className="hint">{words.intake.modeLead[mode]}</span>
    </div>
  )
}

const delimiterNames = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const

export const Options = ({ said, change }: OptionsProps) => {
  const { words } = useSpeech()
  const { intake } = words
  const auto = { value: '', label: intake.auto }
  return (
    <details>
      <summary>{intake.options}</summary>
      <div className="question">
        <label htmlFor="delimiter">{intake.delimiter}</label>
        <Select
          id="delimiter"
          value={said.delimiter ?? ''}
          onChange={(delimiter: string) => change({ ...said, delimiter })}
          options={[auto, ...Object.entries(delimiterNames).map(([value, sign]) => ({ value, label: intake.delimiters[sign] }))]}
        />
      </div>
      <div className="question">
        <label htmlFor="encoding">{intake.encoding}</label>
        <Select
          id="encoding"
          value={said.encoding ?? ''}
          onChange={(encoding: string) => change({ ...said, encoding })}
          options={[auto, { value: 'utf-8', label: 'UTF-8' }, { value: 'gb18030', label: 'GB18030' }]}
        />
      </div>
      <div className="question">
        <label htmlFor="sheet">{intake.sheet}</label>
        <Input id="sheet" maxLength={31} value={said.sheet ?? ''} onChange={({ target }) => change({ ...said, sheet: target.value })} />
      </div>
      <Checkbox
        checked={said.drift === 'accepted'}
        onChange={({ target }) => {
          const { drift: _, ...rest } = said
          change(target.checked ? { ...rest, drift: 'accepted' } : rest)
        }}
      >
        {intake.driftAccepted}
      </Checkbox>
    </details>
  )
}
