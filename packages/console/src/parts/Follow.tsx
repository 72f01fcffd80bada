/** Follow a case, or no longer: one's own, on the platform, wherever one signs in. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { ask } from '../ask/ask.ts'
import { answerTo } from '../ask/queries.ts'
import { useSpeech } from '../words/words.tsx'

export const Follow = ({ plural, id }: { readonly plural: string; readonly id: string }) => {
  const { words } = useSpeech()
  const client = useQueryClient()
  const query = answerTo('following', { params: { plural, id } })
  const { data } = useQuery({ ...query, staleTime: 60_000 })
  const change = useMutation({
    mutationFn: (following: boolean) => ask('follow', { params: { plural, id }, body: { following } }),
    onSuccess: (answer) => {
      client.setQueryData(query.queryKey, answer)
      return client.invalidateQueries({ queryKey: answerTo('home').queryKey })
    },
  })
  if (data === undefined) return null
  const { following } = data
  return (
    <>
      <Button aria-pressed={following} loading={change.isPending} onClick={() => change.mutate(!following)}>
        {following ? words.home.unfollow : words.home.follow}
      </Button>
      <span className="unseen" role="status">
        {change.isSuccess ? (following ? words.home.followed : words.home.unfollowed) : ''}
      </span>
    </>
  )
}
