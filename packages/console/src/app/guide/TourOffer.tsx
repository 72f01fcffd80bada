/** Offers the tour of one's role, once: whoever takes it or turns it down is not asked again on any device. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { ask } from '../../ask/ask.ts'
import { answerTo } from '../../ask/queries.ts'
import type { HomeRole } from '../../pages/home/homes.ts'
import { useSpeech } from '../../words/words.tsx'
import { useSession } from '../session.tsx'
import { doorsOfTour, runTour, tourRoleOf } from './tours.ts'

const toursQuery = { ...answerTo('tours'), staleTime: Number.POSITIVE_INFINITY }
/** Beside its doors: what waits, the bell, the search, the help. */
const othersInTour = 4

const Offer = ({ role }: { readonly role: HomeRole }) => {
  const { words, role: nameOf } = useSpeech()
  const client = useQueryClient()
  const answered = async () => {
    const remembered = await ask('rememberTour', { body: { role } }).catch(() => undefined)
    if (remembered) client.setQueryData(toursQuery.queryKey, remembered)
  }
  return (
    <section className="tour-offer" aria-label={words.guide.tour}>
      <p>{words.guide.offer(nameOf(role), doorsOfTour[role].length + othersInTour)}</p>
      <span className="tools">
        <Button
          type="primary"
          onClick={() => {
            runTour(role)
            void answered()
          }}
        >
          {words.guide.take}
        </Button>
        <Button onClick={() => void answered()}>{words.guide.decline}</Button>
      </span>
    </section>
  )
}

export const TourOffer = () => {
  const { roles } = useSession()
  const { data } = useQuery(toursQuery)
  const role = tourRoleOf(roles)
  return data === undefined || role === undefined || data.roles.includes(role) ? null : <Offer role={role} />
}
