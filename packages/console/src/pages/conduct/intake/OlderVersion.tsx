/** Says where a workspace rests on an older version of its data than there is (article 13). */
import { Tag } from 'antd'
import { useSpeech } from '../../../words/words.tsx'

export const OlderVersion = ({ used, newest }: { readonly used: number | undefined; readonly newest: number | undefined }) => {
  const { words, count } = useSpeech()
  return used === undefined || newest === undefined || used >= newest ? null : (
    <>
      {' '}
      <Tag color="warning">{words.intake.olderVersion(count(used), count(newest))}</Tag>
    </>
  )
}
