/** What every question of one form shares: how an answer is changed, and what is held against it. */
import { createContext, useContext } from 'react'
import { useSpeech } from '../../words/words.tsx'
import type { Beside } from './beside.ts'
import { type Complaint, complaintsAt, placeOf } from './complaints.ts'
import type { Draft, Path } from './draft.ts'

export interface FormContext {
  /** The kind of case that the form is of. */
  readonly of?: string
  readonly prefix: string
  readonly complaints: readonly Complaint[]
  readonly change: (path: Path, value: Draft) => void
  /** The form as its files are marked with on their way: act and case. */
  readonly place?: string
  /** Says that something of a question is still under way: the form waits for it. */
  readonly hold?: (place: string, isUnderWay: boolean) => void
  /** Whether something within a place is under way, which the form then says. */
  readonly waits?: (place: string) => boolean
  /** What is known of a question before it is answered, by its place. */
  readonly beside?: Beside
  /** All answers as they stand: one field may narrow what another offers. */
  readonly answers?: Draft
}

const Context = createContext<FormContext>({ prefix: '', complaints: [], change: () => undefined })
export const FormProvider = Context.Provider

export const idOf = (prefix: string, place: string) => `${prefix}-${place.replaceAll('.', '-')}`

/** How a field of this form is called. */
export const useNaming = () => {
  const { of } = useContext(Context)
  const { field } = useSpeech()
  return (name: string) => field(name, of)
}

/** What files of a question are marked with, and how the form is told that some are under way. */
export const useSendingPlace = (path: Path) => {
  const { place = '', hold } = useContext(Context)
  const own = placeOf(path)
  return { place: `${place} ${own}`, hold: (isUnderWay: boolean) => hold?.(own, isUnderWay) }
}

/** Rows do not move while a file of one is on its way: it would arrive in another. */
export const useWaiting = (path: Path) => {
  const { waits } = useContext(Context)
  return () => waits?.(placeOf(path)) ?? false
}

export const useAnswers = (): Draft => useContext(Context).answers

export const useQuestion = (path: Path) => {
  const { prefix, complaints, change, beside = {} } = useContext(Context)
  const place = placeOf(path)
  const id = idOf(prefix, place)
  const found = complaintsAt(complaints, place)
  return {
    id,
    complaints: found,
    beside: beside[place],
    change: (value: Draft) => change(path, value),
    described: found.length > 0 ? { 'aria-describedby': `${id}-wrong`, 'aria-invalid': true } : {},
  }
}
