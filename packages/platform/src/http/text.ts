/** Text that no database keeps is turned away before anything looks at it: the zero character and halves of characters. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { malformed } from './speak.ts'

export const turnAwayUnwritable = (app: FastifyInstance): void => {
  app.addHook('preValidation', async (request) => {
    const places = unwritableIn(request)
    if (places.length > 0) throw malformed(places.map((place) => ({ place, message: 'holds a character that cannot be kept' })))
  })
}

const unwritableIn = ({ params, query, body }: FastifyRequest): readonly string[] => [
  ...placesIn(params, 'path'),
  ...placesIn(query, 'query'),
  ...placesIn(body, 'body'),
]

/** Names of fields are not repeated where they are what is wrong. */
const placesIn = (value: unknown, place: string): readonly string[] => {
  if (typeof value === 'string') return isWritable(value) ? [] : [place]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => (isWritable(name) ? placesIn(inner, `${place}.${name}`) : [place]))
}

const isWritable = (text: string): boolean => !/\p{Surrogate}/u.test(text) && !text.includes('\u0000')
