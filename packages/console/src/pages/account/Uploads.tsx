/** Files that one has sent and no act refers to: the way out of each. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { UploadView } from '@yunhe/platform/contract'
import { Button } from 'antd'
import { ask } from '../../ask/ask.ts'
import { answerTo } from '../../ask/queries.ts'
import { Answer, Nothing } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

const Lying = ({ one }: { readonly one: UploadView }) => {
  const { words, bytes } = useSpeech()
  const client = useQueryClient()
  const wiping = useMutation({
    mutationFn: () => ask('discardUpload', { params: { upload: one.upload } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['uploads'] }),
  })
  return (
    <li>
      <span className="file-name">{one.name}</span>{' '}
      <span className="quiet">
        {one.sha256 === undefined ? `${bytes(one.receivedBytes)} / ${bytes(one.sizeBytes)}` : bytes(one.sizeBytes)}
      </span>{' '}
      <Button size="small" loading={wiping.isPending} aria-label={words.files.removeOf(one.name)} onClick={() => wiping.mutate()}>
        {words.files.remove}
      </Button>
    </li>
  )
}

export const Uploads = () => {
  const { words, count } = useSpeech()
  const query = useQuery({ ...answerTo('uploads'), staleTime: 0 })
  return (
    <Answer query={query}>
      {({ uploads, days }) => (
        <>
          <p className="quiet">{words.files.unusedLead(count(days))}</p>
          {uploads.length === 0 ? (
            <Nothing>{words.files.noneUnused}</Nothing>
          ) : (
            <ul className="related">
              {uploads.map((one) => (
                <Lying key={one.upload} one={one} />
              ))}
            </ul>
          )}
        </>
      )}
    </Answer>
  )
}
