/** The small shapes that forms are made of; their `format` and `reference` tell the screen how to draw them. */
import { z } from 'zod'
import { isUscc } from '../identifiers/uscc.ts'
import { dayShape as anyDayShape } from './days.ts'
import { isOneLine } from './text.ts'

/** A day somebody enters: near enough that every period from it can be counted. */
export const dayShape = anyDayShape.refine((day) => day >= '1900-01-01' && day <= '2999-12-31', {
  error: '应当在1900年至2999年之间 / a day between 1900 and 2999',
})

/** An identifier of ours. */
export const idShape = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/)
/** The id of another case: the screen offers the cases of that kind. */
export const referenceTo = (plural: string) => idShape.meta({ reference: plural })

/** What else has an id of ours and is chosen by its name. */
export type ChoiceKind =
  | 'scenarios'
  | 'people'
  | 'experts-to-appoint'
  | 'experts-seated'
  | 'indicators'
  | 'deliberated'
  | 'case-kinds'
  | 'late-cases'
  | 'late-clocks'
  | 'late-subjects'

/** @param beside the fields of the same form that narrow the choice */
export const choiceMeta = (kind: ChoiceKind, ...beside: readonly string[]) => ({ reference: kind, ...(beside.length > 0 && { beside }) })
export const choiceOf = (kind: ChoiceKind, ...beside: readonly string[]) => idShape.meta(choiceMeta(kind, ...beside))
/** An organization, by its unified social credit code. */
export const organizationShape = z.string().refine(isUscc).meta({ format: 'uscc' })
/** A name as it stands in SQL. */
export const nameShape = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/)
export const titleShape = z.string().trim().min(1).max(120).refine(isOneLine, { error: '应当写在一行内 / stands on one line' })
/** One or two sentences that say why. */
export const reasonShape = z.string().trim().min(1).max(1000).meta({ format: 'reason' })
/** The text of a document. */
export const documentShape = z.string().trim().min(1).max(20_000).meta({ format: 'document' })
/** Money, whole fen. */
export const fenShape = z.int().min(0).meta({ format: 'fen' })
