/** Every answer behind the door has its titles said for its reader: no mark of a title leaves otherwise. */
import { hasMarks } from '@yunhe/law/kernel/title'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Db } from '../store/postgres.ts'
import { type Language, sayerOf } from '../views/saying.ts'

/** How a mark begins where JSON has been written. */
const written = '\\u0002'

export const sayTitles = (app: FastifyInstance, db: Db): void => {
  app.addHook('onSend', async (request, _, payload) => {
    if (request.reader === undefined || typeof payload !== 'string' || !payload.includes(written)) return payload
    const answer: unknown = JSON.parse(payload)
    const say = await sayerOf(db, request.reader, languageOf(request), titlesIn(answer))
    return JSON.stringify(withTitles(answer, say))
  })
}

/** The language that is asked for; Chinese where none is. */
export const languageOf = ({ headers }: Pick<FastifyRequest, 'headers'>): Language =>
  /^\s*en\b/i.test(headers['accept-language'] ?? '') ? 'en' : 'zh'

const titlesIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return hasMarks(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(titlesIn) : []
}

const withTitles = (value: unknown, say: (title: string) => string): unknown => {
  if (typeof value === 'string') return hasMarks(value) ? say(value) : value
  if (Array.isArray(value)) return value.map((one) => withTitles(one, say))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withTitles(one, say)]))
}
