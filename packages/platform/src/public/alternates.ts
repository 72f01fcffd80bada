/** Where machines find what a page tells people. */
import type { Alternate, Reader } from './page.ts'

export const feedNames = ['all', 'calls', 'notices', 'products'] as const
export type FeedName = (typeof feedNames)[number]

export const addressOfFeed = (name: FeedName, language: string): string => `/feeds/${name}.atom?lang=${language}`

export const feedLink = ({ words, language }: Reader, name: FeedName): Alternate => ({
  href: addressOfFeed(name, language),
  type: 'application/atom+xml',
  title: words.feeds[name],
})

export const wholeCatalog = '/catalog.jsonld'
export const catalogOfProduct = (id: string): string => `/products/${id}/catalog.jsonld`

export const catalogLink = ({ words }: Reader, href = wholeCatalog): Alternate => ({
  href,
  type: 'application/ld+json',
  title: words.asLinkedData,
})
