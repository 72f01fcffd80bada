/** What one has begun to write and not sent: the way back to each, and out of it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { ask, type Reply } from '../../ask/ask.ts'
import { answerTo } from '../../ask/queries.ts'
import { Moment } from '../../parts/Day.tsx'
import { Answer, Nothing } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

type Draft = Reply<'drafts'>[number]

const Begun = ({ draft }: { readonly draft: Draft }) => {
  const { words, say } = useSpeech()
  const client = useQueryClient()
  const { act, plural, case: id, caseTitle, savedAt } = draft
  const wiping = useMutation({
    mutationFn: () => ask('wipeDraft', { params: { act }, query: { case: id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['drafts'] }),
  })
  const title = `${say(draft.actWords)} · ${caseTitle || say(draft.procedureWords)}`
  return (
    <li>
      {id === '' ? (
        <Link to="/cases/$plural/new" params={{ plural }}>
          {title}
        </Link>
      ) : (
        <Link to="/cases/$plural/$id" params={{ plural, id }}>
          {title}
        </Link>
      )}{' '}
      <span className="quiet">
        <Moment at={savedAt} />
      </span>{' '}
      <Button size="small" loading={wiping.isPending} aria-label={words.drafts.discardOf(title)} onClick={() => wiping.mutate()}>
        {words.drafts.discard}
      </Button>
    </li>
  )
}

export const Drafts = () => {
  const { words } = useSpeech()
  const query = useQuery({ ...answerTo('drafts'), staleTime: 0 })
  return (
    <>
      <p className="quiet">{words.drafts.lead}</p>
      <Answer query={query}>
        {(drafts) =>
          drafts.length === 0 ? (
            <Nothing>{words.drafts.none}</Nothing>
          ) : (
            <ul className="related">
              {drafts.map((draft) => (
                <Begun key={`${draft.act}/${draft.case}`} draft={draft} />
              ))}
            </ul>
          )
        }
      </Answer>
    </>
  )
}
