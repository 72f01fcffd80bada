/** Which columns a list shows; the title always, since it leads to the case. */
import type { ListColumn } from '@yunhe/platform/contract'
import { useSpeech } from '../../words/words.tsx'
import { caseFields } from '../caseFields.tsx'
import { allColumns } from './search.ts'

interface ColumnsProps {
  readonly columns: readonly ListColumn[]
  readonly choose: (columns: readonly ListColumn[]) => void
}

export const Columns = ({ columns, choose }: ColumnsProps) => {
  const speech = useSpeech()
  const { words } = speech
  const fields = caseFields(speech, '')
  const turned = (one: ListColumn, isShown: boolean) => choose(isShown ? [...columns, one] : columns.filter((other) => other !== one))
  return (
    <details className="list-columns">
      <summary>{words.lists.columns}</summary>
      <fieldset>
        <legend className="unseen">{words.lists.columns}</legend>
        {allColumns.map((one) => (
          <label key={one} className="tool-check">
            <input
              type="checkbox"
              checked={columns.includes(one)}
              disabled={one === 'title' || (columns.length === 2 && columns.includes(one))}
              onChange={({ target }) => turned(one, target.checked)}
            />
            <span>{words.fields[fields[one].label]}</span>
          </label>
        ))}
      </fieldset>
    </details>
  )
}
