/** A generated document: where it stands and what it says; and the few forms of Markdown that these documents are made of. */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Document {
  /** From the root of the project. */
  readonly path: string
  readonly text: string
}

const notice = '<!-- Written by `npm run generate` from the values that run. Change those, not this. -->'

/** @param parts paragraphs, tables and headings; an empty line comes between them */
export const page = (path: string, title: string, ...parts: readonly string[]): Document => ({
  path,
  text: `${[`# ${title}`, notice, ...parts.filter((part) => part !== '')].join('\n\n')}\n`,
})

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? '' : [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

export const code = (text: string): string => `\`${text}\``

export const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n')

export const isStaleIn =
  (root: string) =>
  ({ path, text }: Document): boolean =>
    !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text
