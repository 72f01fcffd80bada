/** The way to another case, by its title where the page knows it. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useKnown } from './related.ts'

export const CaseLink = ({ plural, id, children }: { readonly plural: string; readonly id: string; readonly children?: ReactNode }) => {
  const known = useKnown(id)
  return (
    <Link to="/cases/$plural/$id" params={{ plural, id }}>
      {children || known?.title || id}
    </Link>
  )
}
