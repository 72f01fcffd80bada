/** A day's work of each role, played as a person does it: through the sign-in page, by what stands on the screen, in both languages. */
import { randomInt } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import type { Page } from '@playwright/test'
import { inRoot } from '../../../tools/steps/step.ts'
import { type Teller, teller } from '../../../tools/story/teller.ts'
import type { Language } from '../src/words/language.ts'
import { test as base, expect, listening } from './console.ts'
import type { Standing } from './setup.ts'
import { pictureOf } from './tasks/pictures.ts'
import { enter, play, visit } from './tasks/play.ts'
import { type Given, type Tongue, wordsOf } from './tasks/said.ts'
import { tasks } from './tasks/table.ts'
import type { Scene, Task } from './tasks/task.ts'

const quality = 75
const size = { width: 1280, height: 800 }
const isWriting = process.env.YUNHE_PICTURES === 'write'

const storyOf = ({ origin }: Standing): Teller => teller({ origin, zoneOrigin: '', folder: tmpdir(), language: 'zh', json: false })

const test = base.extend<object, { readonly story: Teller }>({
  story: [async ({ platform }, use) => use(storyOf(platform)), { scope: 'worker' }],
})

const sceneOf = async (story: Teller, language: Language, request: string): Promise<Scene> => {
  const { body } = await (await story.as('authority')).get('/api/session')
  return {
    story,
    language,
    request,
    number: String(randomInt(1_000, 10_000)),
    today: body.today,
    say: (zh, en) => (language === 'en' ? en : zh),
  }
}

/** What the browser shows, as WebP. */
const shot = async (page: Page): Promise<Buffer> => {
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality })
  await session.detach()
  return Buffer.from(data, 'base64')
}

/** Numbers the pictures of a task; each must lie in the handbook, and is written there when that is asked for. */
const album = (page: Page, task: Task, language: Language) => {
  const { settled } = listening(page)
  let number = 0
  return async (): Promise<void> => {
    number += 1
    await settled()
    await expect(page.getByRole('status', { name: wordsOf({ language }).state.loading })).toHaveCount(0)
    const path = inRoot(pictureOf(task, language, number))
    const bytes = await shot(page)
    expect(bytes.length).toBeGreaterThan(5_000)
    if (isWriting) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, bytes)
    }
    expect(existsSync(path), `${path}: write the pictures of the handbook with YUNHE_PICTURES=write`).toBe(true)
  }
}

const loginOf = ({ login }: Task, given: Given): string | undefined => given.login ?? login

for (const language of ['zh-CN', 'en'] as const)
  for (const task of tasks)
    test(`${task.id}: ${language === 'en' ? task.title.en : task.title.zh}`, async ({ page, platform, story }) => {
      test.skip(platform.request === undefined, 'needs a platform of its own in which the story was told')
      await page.setViewportSize(size)
      const scene = await sceneOf(story, language, platform.request ?? '')
      const given: Record<string, string> = { ...(await task.prepare?.(scene)) }
      const tongue: Tongue = { language, given }
      const note = (name: string, text: string) => {
        given[name] = text
      }
      const on = { page, tongue, note, scene, picture: album(page, task, language) }
      const login = loginOf(task, given)
      await (login === undefined ? visit(on, platform.origin) : enter(on, platform.origin, login))
      for (const step of task.steps) await test.step(`${step.do}`, () => play(on, step))
    })
