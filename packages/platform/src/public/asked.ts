/** What a reader asks of a list by its address: words, choices, a page. Whatever is not understood is left out. */
import type { FastifyRequest } from 'fastify'

export type Asked = Readonly<Record<string, string>>

const longest = 100
const mostPages = 10_000

/** The text parameters of the address, each once and cut to a bearable length. */
export const askedOf = (request: FastifyRequest): Asked => {
  const query = request.query as Readonly<Record<string, unknown>>
  const texts = Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries(texts.map(([name, value]) => [name, cut(value.trim())]))
}

/** By whole characters: half of one is kept by no database. */
const cut = (text: string): string => [...text].slice(0, longest).join('')

export const pageAsked = ({ page = '' }: Asked): number => (/^\d{1,5}$/.test(page) ? Math.min(Math.max(Number(page), 1), mostPages) : 1)

/** One of these, or nothing. */
export const choiceAsked = <Choice extends string>(asked: Asked, name: string, choices: readonly Choice[]): Choice | undefined =>
  choices.find((one) => one === asked[name])

/** An address that asks this; what is empty is not said. */
export const addressOf = (path: string, asked: Asked): string => {
  const said = Object.entries(asked).filter(([, value]) => value !== '')
  return said.length === 0 ? path : `${path}?${new URLSearchParams(said)}`
}

/** @param names the parameters of a list, so that nothing else is carried along */
export const only = (asked: Asked, names: readonly string[]): Asked =>
  Object.fromEntries(names.flatMap((name) => (asked[name] ? [[name, asked[name]]] : [])))
