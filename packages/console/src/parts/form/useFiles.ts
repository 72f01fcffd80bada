/** Files of one question while they are sent: each by itself, each can be stopped, and what has come stands in the answers at once. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { AttachedFile } from '@yunhe/law/kernel/attached-file'
import { useEffect, useRef, useState } from 'react'
import { ask } from '../../ask/ask.ts'
import { discardFile, fileReceiver } from '../../ask/files.ts'
import { isStop, type Step, sendByPieces } from '../../ask/pieces.ts'
import { fault, type Problem, problemIn } from '../../ask/problem.ts'
import { answerTo } from '../../ask/queries.ts'
import { useSendingPlace } from './context.ts'
import type { Path } from './draft.ts'

export interface Going {
  readonly key: number
  readonly file: File
  readonly step: Step
  readonly sentBytes: number
  /** Why it did not arrive; it can be tried again. */
  readonly problem?: Problem
  readonly stop: AbortController
}

export const filesOf = (draft: unknown): readonly AttachedFile[] => (Array.isArray(draft) ? (draft as AttachedFile[]) : [])

export const useFiles = (path: Path, draft: unknown, change: (files: readonly AttachedFile[]) => void) => {
  const client = useQueryClient()
  const { place, hold } = useSendingPlace(path)
  const [going, setGoing] = useState<readonly Going[]>([])
  const uploads = useQuery({ ...answerTo('uploads'), staleTime: 0 })
  const count = useRef(0)
  /** Several may arrive in one turn. */
  const latest = useRef(filesOf(draft))
  latest.current = filesOf(draft)
  const alive = useRef(going)
  alive.current = going

  const holdRef = useRef(hold)
  holdRef.current = hold
  const isUnderWay = going.some(({ problem }) => problem === undefined)
  useEffect(() => holdRef.current(isUnderWay), [isUnderWay])
  useEffect(
    () => () => {
      for (const { stop } of alive.current) stop.abort()
      holdRef.current(false)
    },
    [],
  )

  const put = (files: readonly AttachedFile[]) => {
    latest.current = files
    change(files)
  }
  const forget = (key: number) => setGoing((all) => all.filter((one) => one.key !== key))
  const tell = (key: number, news: Partial<Going>) => setGoing((all) => all.map((one) => (one.key === key ? { ...one, ...news } : one)))
  const refresh = () => void client.invalidateQueries({ queryKey: ['uploads'] })

  const send = async (key: number, file: File, stop: AbortController) => {
    const onStep = (step: Step) => tell(key, { step, ...(step.is === 'sending' && { sentBytes: step.bytes }) })
    try {
      const sent = await sendByPieces(fileReceiver(file, place), { file, onStep, signal: stop.signal })
      put([...latest.current.filter(({ sha256 }) => sha256 !== sent.sha256), sent])
      forget(key)
    } catch (error) {
      if (isStop(error)) forget(key)
      else tell(key, { problem: problemIn(error) ?? fault })
    } finally {
      refresh()
    }
  }
  const begin = (files: readonly File[]) => {
    const begun = files.map((file): Going => {
      count.current += 1
      return { key: count.current, file, step: { is: 'comparing' }, sentBytes: 0, stop: new AbortController() }
    })
    setGoing((all) => [...all, ...begun])
    // One after the other: side by side each would only be slower.
    void begun.reduce((before, { key, file, stop }) => before.then(() => send(key, file, stop)), Promise.resolve())
  }
  return {
    going,
    begin,
    again: ({ key, file }: Going) => {
      forget(key)
      begin([file])
    },
    dismiss: ({ key, stop }: Going) => {
      stop.abort()
      forget(key)
    },
    remove: (file: AttachedFile) => {
      put(latest.current.filter((one) => one !== file))
      void discardFile(file)
        .catch(() => undefined)
        .finally(refresh)
    },
    /** Sent in part for this very question, and not under way here. */
    unfinished: (uploads.data?.uploads ?? []).filter(
      (one) =>
        one.place === place && one.sha256 === undefined && going.every(({ file }) => file.name !== one.name || file.size !== one.sizeBytes),
    ),
    discard: (upload: string) =>
      void ask('discardUpload', { params: { upload } })
        .catch(() => undefined)
        .finally(refresh),
    mostBytes: uploads.data?.mostBytes,
  }
}
