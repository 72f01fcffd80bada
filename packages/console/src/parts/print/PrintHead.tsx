/** The head of a printed case: platform, number, who printed it and when; seen on paper alone. */
import { Button } from 'antd'
import { useSession } from '../../app/session.tsx'
import { useSpeech } from '../../words/words.tsx'
import { usePrinting } from './printing.ts'

export const PrintHead = ({ id, kind }: { readonly id: string; readonly kind: string }) => {
  const { words, instant } = useSpeech()
  const { displayName, organizationName } = useSession()
  const say = words.casePage
  const at = usePrinting(`${words.app.full} · ${kind} · ${say.caseNumber} ${id}`)
  return (
    <div className="paper-only print-head">
      <p>
        <strong>{words.app.full}</strong>
      </p>
      <p>
        {say.caseNumber}
        {words.app.colon}
        {id}
      </p>
      <p>
        {say.printedAt}
        {words.app.colon}
        {instant(at)} · {say.printedBy}
        {words.app.colon}
        {[organizationName, displayName].filter((text) => text !== '').join(' ')}
      </p>
      <p>{say.printedNote}</p>
    </div>
  )
}

export const PrintButton = () => {
  const { words } = useSpeech()
  return <Button onClick={() => print()}>{words.casePage.print}</Button>
}
