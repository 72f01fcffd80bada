/** Mobile numbers of mainland China: eleven digits that begin with 13 to 19. */
import { z } from 'zod'

export const isMobile = (text: string): boolean => /^1[3-9]\d{9}$/.test(text)

export const mobileShape = z
  .string()
  .regex(/^1[3-9]\d{9}$/, 'could not read a mobile number: it must be eleven digits that begin with 13 to 19')

/** A well-formed number for made-up people: a segment of three digits and a sequence of up to eight. */
export const mobileFor = (segment: string, sequence: number): string => {
  const number = `${segment}${String(sequence).padStart(8, '0')}`
  if (!Number.isInteger(sequence) || segment.length !== 3 || !isMobile(number))
    throw new Error(`could not make a mobile number from segment "${segment}" and sequence ${sequence}`)
  return number
}
