/** A file in the page as far as it can be shown safely: text, the head of a table, a picture, a PDF drawn page by page; never as a page of its own. */
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useSpeech } from '../../words/words.tsx'
import { Loading } from '../States.tsx'
import { imageTypeOf, kindOf, type ShownFile, textOf } from './kinds.ts'

const PdfPages = lazy(() => import('./PdfPages.tsx'))
const SheetHead = lazy(() => import('./SheetHead.tsx'))
const TableHead = lazy(() => import('./TableHead.tsx'))

const longestShown = 200_000

/** As a data address: the content policy lets no other one in. */
const Picture = ({ name, bytes }: ShownFile) => {
  const { words } = useSpeech()
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    const reader = new FileReader()
    reader.onload = () => setAddress(String(reader.result))
    reader.readAsDataURL(new Blob([Uint8Array.from(bytes)], { type: imageTypeOf(bytes) ?? '' }))
    return () => {
      reader.onload = null
    }
  }, [bytes])
  return address === undefined ? <Loading /> : <img className="picture" src={address} alt={words.casePage.image(name)} />
}

export const Preview = ({ name, bytes }: ShownFile) => {
  const { words } = useSpeech()
  const kind = useMemo(() => kindOf(name, bytes), [name, bytes])
  switch (kind) {
    case 'text':
      return <pre className="document">{textOf(bytes.subarray(0, longestShown))}</pre>
    case 'image':
      return <Picture name={name} bytes={bytes} />
    case 'table':
      return (
        <Suspense fallback={<Loading />}>
          <TableHead name={name} bytes={bytes} />
        </Suspense>
      )
    case 'sheet':
      return (
        <Suspense fallback={<Loading />}>
          <SheetHead name={name} bytes={bytes} />
        </Suspense>
      )
    case 'pdf':
      return (
        <Suspense fallback={<Loading />}>
          <PdfPages name={name} bytes={bytes} />
        </Suspense>
      )
    case 'unknown':
      return <p className="quiet">{words.casePage.noPreview}</p>
  }
}
