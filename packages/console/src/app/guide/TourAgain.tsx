/** The tours of the roles one holds, to be taken again. */
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { homeRolesOf } from '../../pages/home/homes.ts'
import { useSpeech } from '../../words/words.tsx'
import { useSession } from '../session.tsx'
import { runTour } from './tours.ts'

export const TourAgain = () => {
  const { words, role: nameOf } = useSpeech()
  const { roles } = useSession()
  const go = useNavigate()
  const found = homeRolesOf(roles)
  if (found.length === 0) return null
  return (
    <section>
      <h3>{words.guide.tour}</h3>
      {found.map((role) => (
        <Button
          key={role}
          className="guide-tour"
          onClick={() => {
            void go({ to: '/' })
            runTour(role)
          }}
        >
          {words.guide.tourOf(nameOf(role))}
        </Button>
      ))}
    </section>
  )
}
