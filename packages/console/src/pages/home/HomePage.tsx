/** Where one lands: what waits, what changed, what one follows, what runs out, and the doors of one's roles. */
import { useQuery } from '@tanstack/react-query'
import { useSession } from '../../app/session.tsx'
import { Page, Section } from '../../parts/Page.tsx'
import { Answer } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { Ahead } from './Ahead.tsx'
import { Changes, Follows, homeQuery } from './Changes.tsx'
import { Beginnings, Doors } from './Doors.tsx'
import { homeRolesOf } from './homes.ts'
import { inboxQuery, Waiting } from './Waiting.tsx'

const HomePage = () => {
  const { words, day } = useSpeech()
  const { today, roles } = useSession()
  const { data: inbox } = useQuery(inboxQuery)
  const query = useQuery({ ...homeQuery, refetchInterval: 60_000 })
  const [first] = homeRolesOf(roles)
  return (
    <Page
      title={first === undefined ? words.home.noRole : words.home.titles[first]}
      lead={`${words.app.today(day(today))}${words.app.clause}${words.inbox.lead(inbox?.total ?? 0)}`}
    >
      <Section id="home-waiting" title={words.home.waiting}>
        <Waiting />
      </Section>
      <Answer query={query}>
        {(home) => (
          <>
            <Doors waiting={home.waiting} />
            <div className="home-parts">
              <Changes home={home} />
              <div>
                <Follows home={home} />
                <Ahead />
                <Beginnings />
              </div>
            </div>
          </>
        )}
      </Answer>
    </Page>
  )
}

export default HomePage
