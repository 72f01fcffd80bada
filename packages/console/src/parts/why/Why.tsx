/** "Why": a button beside whatever is closed, refused, recorded or running, and below it the chain that leads there. */
import type { ParamsOf } from '@yunhe/platform/contract'
import { Button } from 'antd'
import { createContext, lazy, Suspense, useContext, useId, useState } from 'react'
import { useSpeech } from '../../words/words.tsx'
import { Loading } from '../States.tsx'
import type { WhyQuestion } from './question.ts'

const WhyChain = lazy(() => import('./WhyChain.tsx'))

/** The case that a page is about; empty for one that is about to be opened, absent where nothing can be asked. */
const PlaceContext = createContext<Partial<ParamsOf<'/:plural/:id'>> | undefined>(undefined)
export const WhyPlace = PlaceContext.Provider
export const useWhyPlace = () => useContext(PlaceContext)

/** @param about what the button stands beside, for those who cannot see that */
export const Why = ({ question, about }: { readonly question: WhyQuestion; readonly about: string }) => {
  const { words } = useSpeech()
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  return (
    <>
      <Button
        size="small"
        type="link"
        className="why-button"
        aria-expanded={isOpen}
        aria-label={words.why.about(about)}
        {...(isOpen ? { 'aria-controls': id } : {})}
        onClick={() => setOpen(!isOpen)}
      >
        {words.why.ask}
      </Button>
      {isOpen ? (
        <section id={id} className="why" aria-label={words.why.about(about)}>
          <Suspense fallback={<Loading />}>
            <WhyChain question={question} />
          </Suspense>
        </section>
      ) : null}
    </>
  )
}
