import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inRoot } from './steps/step.ts'

const pages = ['README.md', 'README.zh-CN.md', 'ARCHITECTURE.md', 'SECURITY.md']
const textOf = (page: string): string => readFileSync(inRoot(page), 'utf8')

/** The lines of all shell blocks, without their comments. */
const commandsIn = (page: string): readonly string[] =>
  [...textOf(page).matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
    block
      .split('\n')
      .map((line) => line.replace(/\s+#.*$/, '').trim())
      .filter((line) => line !== '' && !line.startsWith('#')),
  )

const scripts: Readonly<Record<string, string>> = JSON.parse(textOf('package.json')).scripts

describe.each(pages)('%s', (page) => {
  it('tells only commands that there are', () => {
    for (const command of commandsIn(page)) {
      const [, script = ''] = /(?:^|\s)npm (?:run )?([a-z]+)/.exec(command) ?? []
      if (script === '') continue
      expect(scripts, command).toHaveProperty(script)
      const [, verb = ''] = /tools\/run\.mjs (\w+)/.exec(scripts[script] ?? '') ?? []
      if (verb !== '') expect(existsSync(inRoot('tools', `${verb}.ts`)), command).toBe(true)
    }
  })

  it('links only to what is there', () => {
    for (const [, target = ''] of textOf(page).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) {
      if (/^https?:/.test(target)) continue
      expect(existsSync(join(dirname(inRoot(page)), target)), `${page}: ${target}`).toBe(true)
    }
  })
})

it('both languages tell the same commands and settings', () => {
  const settings = (page: string) => [...textOf(page).matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name)
  expect(commandsIn('README.zh-CN.md')).toEqual(commandsIn('README.md'))
  expect(settings('README.zh-CN.md')).toEqual(settings('README.md'))
})

it('the settings of the README are read by a program', () => {
  const known = textOf('docs/settings.md')
  for (const [, name = ''] of textOf('README.md').matchAll(/^\| `([A-Z_]+)` \|/gm)) expect(known).toContain(`\`${name}\``)
})
