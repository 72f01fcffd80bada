/** The act whose form lies open: the help beside the screen follows it. */
import { useEffect } from 'react'
import { held } from './held.ts'

const openForm = held<string | undefined>(undefined)

export const useOpenForm = openForm.use

/** @param act its full name, as `call.publish` */
export const useTellForm = (act: string): void => {
  useEffect(() => {
    openForm.set(act)
    return () => openForm.set(undefined)
  }, [act])
}
