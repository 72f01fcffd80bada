/** Whether bytes are those that the ledger speaks of, worked out here and now and said by sign, colour and word. */
import { Tag } from 'antd'
import { useEffect, useState } from 'react'
import { useSpeech } from '../../words/words.tsx'
import { type HashVerdict, verdictOn } from './digest.ts'

const looks = { matches: ['success', '✓'], differs: ['error', '✕'], unable: ['warning', '!'] } as const

export const Verdict = ({ bytes, recorded }: { readonly bytes: Uint8Array; readonly recorded: string }) => {
  const { words } = useSpeech()
  const [verdict, setVerdict] = useState<HashVerdict>()
  useEffect(() => {
    const asked = { stands: true }
    setVerdict(undefined)
    void verdictOn(bytes, recorded).then((found) => asked.stands && setVerdict(found))
    return () => {
      asked.stands = false
    }
  }, [bytes, recorded])
  if (verdict === undefined) return <span className="quiet">{words.casePage.verdicts.computing}</span>
  const [colour, sign] = looks[verdict]
  return (
    <Tag color={colour} className="verdict">
      <span aria-hidden="true">{sign}</span> {words.casePage.verdicts[verdict]}
    </Tag>
  )
}
