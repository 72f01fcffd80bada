/** docs/tables.md: the tables of the platform's database, with the comments of the migrations that make them. */
import { readdirSync, readFileSync } from 'node:fs'
import { inRoot } from '../steps/step.ts'
import { code, type Document, page, table } from './document.ts'

const folder = 'packages/platform/src/store/migrations'

export const tables = (): Document => {
  const files = readdirSync(inRoot(folder))
    .filter((name) => name.endsWith('.sql'))
    .sort()
  return page(
    'docs/tables.md',
    'Tables of the platform 数据表',
    'From the migrations, which run in their order, each once. Reactions wait in the schema `jobs`, which pg-boss makes for itself. The zone has no database: see SECURITY.md.',
    ...files.flatMap((name) => [`## ${name}`, ...blocksOf(readFileSync(inRoot(folder, name), 'utf8')).map(partOf)]),
  )
}

/** Statements and comments that stand together, apart by an empty line. */
const blocksOf = (sql: string): readonly string[] => sql.trim().split(/\n\s*\n/)

const partOf = (block: string): string => {
  const made = /^create table (\w+) \(\n([\s\S]*?)\n\);/m.exec(block)
  const words = commentAbove(block)
  if (made === null) return words || (block.startsWith('--') ? '' : `\`\`\`sql\n${block}\n\`\`\``)
  const [, name = '', inside = ''] = made
  const rest = block.slice(made.index + made[0].length).trim()
  return [`### ${name}`, words, table(['column', 'kind', 'what'], columnsOf(inside)), rest === '' ? '' : `\`\`\`sql\n${rest}\n\`\`\``]
    .filter((part) => part !== '')
    .join('\n\n')
}

const commentAbove = (block: string): string => {
  const lines = block.split('\n')
  const end = lines.findIndex((line) => !line.startsWith('--'))
  return sentence(lines.slice(0, end === -1 ? lines.length : end))
}

const sentence = (lines: readonly string[]): string => lines.map((line) => line.replace(/^\s*-- ?/, '')).join(' ')

const columnsOf = (inside: string): readonly (readonly string[])[] => {
  const rows: string[][] = []
  let said: string[] = []
  for (const line of inside.split('\n').map((one) => one.trim())) {
    if (line.startsWith('--')) {
      said.push(line)
      continue
    }
    const [, name = '', kind = ''] = /^(\w+) (.*?),?$/.exec(line) ?? []
    const isColumn = !['primary', 'unique', 'foreign', 'check', 'constraint'].includes(name)
    rows.push(isColumn ? [code(name), kind, sentence(said)] : ['', `${name} ${kind}`, sentence(said)])
    said = []
  }
  return rows
}
