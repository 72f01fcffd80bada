/** Why nobody gets at the files of an export any more: who sealed them and why, or what destroyed them (articles 19 and 24). */
import type { Export } from '@yunhe/law/conduct/export'
import type { CaseView } from '@yunhe/platform/contract'
import { Alert } from 'antd'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { Citation } from '../../parts/Citation.tsx'
import { entryOf } from '../../parts/Opinions.tsx'
import { useSpeech } from '../../words/words.tsx'
import { stateOf } from '../stateOf.ts'

const ExportKeeping = ({ view }: { readonly view: CaseView }) => {
  const { words, instant } = useSpeech()
  const { keeping } = stateOf<Export>(view)
  if (keeping === undefined) return null
  const entry = entryOf(view, keeping === 'sealed' ? 'ExportSealed' : 'ExportDestroyed', () => true)
  const told = entry?.payload ?? {}
  const task = typeof told.task === 'string' ? told.task : undefined
  return (
    <Alert
      type={keeping === 'sealed' ? 'warning' : 'error'}
      showIcon
      title={words.exporting.keeping[keeping]}
      description={
        <>
          {entry === undefined ? null : (
            <p>
              {instant(entry.at)} {entry.by.organizationName} <a href={`#entry-${entry.version}`}>{words.case.entry(entry.version)}</a>
            </p>
          )}
          {typeof told.reason === 'string' ? <p className="prose">{told.reason}</p> : null}
          {task === undefined ? null : (
            <p>
              <CaseLink plural="destructions" id={task}>
                {words.exporting.destruction}
              </CaseLink>
            </p>
          )}
          <p>
            {words.exporting.keepingLead[keeping]} <Citation rule={keeping === 'sealed' ? 'A24' : 'A19'} />
          </p>
        </>
      }
    />
  )
}

export default ExportKeeping
