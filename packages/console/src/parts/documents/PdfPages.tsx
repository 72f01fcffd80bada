/** A PDF drawn page by page onto the screen: no frame and no plug-in, so the content policy stays as strict as it is. */
import { useQuery } from '@tanstack/react-query'
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { useEffect, useId, useRef } from 'react'
import { useSpeech } from '../../words/words.tsx'
import { Loading } from '../States.tsx'
import type { ShownFile } from './kinds.ts'

GlobalWorkerOptions.workerSrc = workerUrl

const mostPages = 20
const widthPixels = 1_400

interface DrawnPage {
  readonly number: number
  readonly canvas: HTMLCanvasElement
  /** What stands on it, for those who do not see it. */
  readonly text: string
}

const drawn = async (file: PDFDocumentProxy, number: number): Promise<DrawnPage> => {
  const page = await file.getPage(number)
  const unscaled = page.getViewport({ scale: 1 })
  const viewport = page.getViewport({ scale: widthPixels / unscaled.width })
  const canvas = document.createElement('canvas')
  canvas.width = viewport.width
  canvas.height = viewport.height
  await page.render({ canvas, viewport }).promise
  const { items } = await page.getTextContent()
  return { number, canvas, text: items.map((item) => ('str' in item ? item.str : '')).join(' ') }
}

const pagesOf = async (bytes: Uint8Array): Promise<{ readonly pages: readonly DrawnPage[]; readonly all: number }> => {
  // It is told nothing of where it came from and may fetch nothing: fonts that are not in the file are drawn with what the browser has.
  const loading = getDocument({
    data: Uint8Array.from(bytes),
    disableFontFace: true,
    useWasm: false,
    useWorkerFetch: false,
    enableXfa: false,
  })
  const file = await loading.promise
  try {
    const pages: DrawnPage[] = []
    for (let number = 1; number <= Math.min(file.numPages, mostPages); number += 1) pages.push(await drawn(file, number))
    return { pages, all: file.numPages }
  } finally {
    await loading.destroy()
  }
}

const PageOf = ({ page: { number, canvas, text }, all }: { readonly page: DrawnPage; readonly all: number }) => {
  const { words, count } = useSpeech()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.replaceChildren(canvas), [canvas])
  return (
    <figure className="pdf-page">
      <div ref={place} aria-hidden="true" />
      <figcaption>
        {words.casePage.pageOf(count(number), count(all))}
        <span className="unseen">{text}</span>
      </figcaption>
    </figure>
  )
}

const PdfPages = ({ name, bytes }: ShownFile) => {
  const { words, count } = useSpeech()
  const id = useId()
  const query = useQuery({
    queryKey: ['pdf', id, name, bytes.length],
    queryFn: () => pagesOf(bytes),
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (query.error) return <p className="quiet">{words.casePage.unreadable}</p>
  if (query.data === undefined) return <Loading />
  const { pages, all } = query.data
  return (
    <div className="pdf">
      {all > pages.length ? <p className="quiet">{words.casePage.pagesShown(count(pages.length), count(all))}</p> : null}
      {pages.map((page) => (
        <PageOf key={page.number} page={page} all={all} />
      ))}
    </div>
  )
}

export default PdfPages
