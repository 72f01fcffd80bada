/** Plays the steps of a task in the browser, finding everything as a person does: by its role and its name, by its label, by its text. */
import { expect, type Locator, type Page } from '@playwright/test'
import { type Said, type Tongue, word, wordsOf } from './said.ts'
import type { Step } from './step.ts'
import type { Scene } from './task.ts'

export interface Play {
  readonly page: Page
  readonly tongue: Tongue
  /** What is noted down in the course of it. */
  readonly note: (name: string, text: string) => void
  readonly scene: Scene
  readonly picture: () => Promise<void>
}

type Do<Kind extends Step['do']> = Extract<Step, { readonly do: Kind }>

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A label as it stands before its field, with or without the word that it may be left empty. */
const labelled = (tongue: Tongue, label: string) =>
  new RegExp(`^\\s*${escaped(label)}\\s*(${escaped(wordsOf(tongue).form.optional.trim())})?\\s*$`)

const main = (page: Page) => page.getByRole('main')

/** A named part of the page, or a card of one. */
const partOf = ({ page, tongue }: Play, of: Said | undefined): Locator => {
  if (of === undefined) return main(page)
  const name = { name: of(tongue), exact: true }
  return main(page).getByRole('region', name).or(main(page).getByRole('article', name))
}

const scopeOf = ({ page, tongue }: Play, within: Said | undefined): Locator =>
  within === undefined ? main(page) : page.getByRole('group', { name: new RegExp(`^${escaped(within(tongue))}(\\s|$)`) }).first()

/** What can be filled in or chosen from, by the label that stands before it. */
const fieldOf = (play: Play, label: Said, within?: Said): Locator => {
  const scope = scopeOf(play, within)
  const name = labelled(play.tongue, label(play.tongue))
  return ['combobox' as const, 'spinbutton' as const, 'searchbox' as const]
    .reduce((found, role) => found.or(scope.getByRole(role, { name })), scope.getByRole('textbox', { name }))
    .filter({ visible: true })
    .first()
}

const fill = async (play: Play, { label, text, within, thenEnter }: Do<'fill'>) => {
  const field = fieldOf(play, label, within)
  await field.fill(text(play.tongue))
  // A day shows its month while it is typed; tabs end what is typed.
  await field.press(thenEnter ? 'Enter' : 'Tab')
}

const write = async ({ page, tongue }: Play, { label, text }: Do<'write'>) => {
  await page.getByRole('textbox', { name: label(tongue) }).click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(text(tongue))
}

const pickMs = 5_000

/** Opens the list of a field, narrows it by typing where one can, and takes what stands there; where the list was shut meanwhile, once more. */
const choose = async (play: Play, { label, options, within }: Do<'choose'>) => {
  const { page, tongue } = play
  const field = fieldOf(play, label, within)
  for (const one of options) {
    const wanted = one(tongue)
    const pick = async () => {
      await field.click({ timeout: pickMs })
      if (await field.isEditable()) await field.fill(wanted, { timeout: pickMs })
      // What is offered lies over the page and says its whole name, also where it is cut.
      await page.getByTitle(wanted).filter({ visible: true }).last().click({ timeout: pickMs })
    }
    await expect(pick).toPass({ timeout: 4 * pickMs })
  }
}

const see = async ({ page, tongue }: Play, { what, as, patience }: Do<'see'>) => {
  const text = what(tongue)
  const found = as === undefined ? main(page).getByText(text) : page.getByRole(as).filter({ hasText: text })
  await expect(found.filter({ visible: true }).first()).toBeVisible(patience === undefined ? {} : { timeout: patience })
}

const keep = async ({ page, note }: Play, { like, as }: Do<'keep'>) => {
  const found = main(page).getByText(like).first()
  note(as, like.exec((await found.textContent()) ?? '')?.[0] ?? '')
}

/** The menu of the console; what one has little to do with is folded away in it. */
const menu = async ({ page, tongue }: Play, { name }: Do<'menu'>) => {
  const all = page.getByRole('navigation', { name: word(({ app }) => app.sections)(tongue) })
  const link = all.getByRole('link', { name: name(tongue), exact: true }).first()
  await link
    .or(all.getByText(word(({ app }) => app.otherKinds)(tongue)))
    .first()
    .waitFor()
  if (!(await link.isVisible())) await all.getByText(word(({ app }) => app.otherKinds)(tongue)).click()
  await link.click()
  await expect(main(page).getByRole('heading', { level: 1 })).toHaveText(name(tongue))
}

export const play = async (on: Play, step: Step): Promise<void> => {
  const { page, tongue } = on
  switch (step.do) {
    case 'menu':
      return menu(on, step)
    case 'follow':
      return page
        .getByRole('link', { name: step.name(tongue) })
        .filter({ visible: true })
        .first()
        .click()
    case 'press':
      return main(page)
        .getByRole('button', { name: step.name(tongue), exact: true })
        .filter({ visible: true })
        .first()
        .click()
    case 'add':
      return main(page)
        .getByRole('button', { name: word(({ form }) => form.add(step.name(tongue)))(tongue), exact: true })
        .click()
    case 'send':
      return page
        .getByRole('form', { name: step.form(tongue) })
        .getByRole('button', { name: step.form(tongue), exact: true })
        .click()
    case 'tick':
      return main(page)
        .getByRole('checkbox', { name: step.name(tongue) })
        .first()
        .check()
    case 'paste':
      return fieldOf(on, step.label).fill(step.text(tongue))
    case 'fill':
      return fill(on, step)
    case 'write':
      return write(on, step)
    case 'choose':
      return choose(on, step)
    case 'see':
      return see(on, step)
    case 'picture':
      return on.picture()
    case 'unfold':
      return partOf(on, step.of).getByText(step.name(tongue), { exact: true }).first().click()
    case 'keep':
      return keep(on, step)
    case 'meanwhile':
      return step.happens(on.scene)
    case 'reload':
      await page.reload()
  }
}

/** Through the sign-in page, in the language that its button chooses. */
export const enter = async ({ page, tongue }: Play, origin: string, login: string): Promise<void> => {
  const { signIn, app } = wordsOf(tongue)
  await page.goto(`${origin}/console/sign-in`)
  if (tongue.language !== 'zh-CN') await page.getByRole('button', { name: app.languageNames[tongue.language] }).click()
  await page.getByLabel(signIn.login, { exact: true }).fill(login)
  await page.getByLabel(signIn.password, { exact: true }).fill('yunhe-demo')
  await page.getByRole('button', { name: signIn.submit, exact: true }).click()
  await page.getByRole('navigation', { name: app.sections }).waitFor()
}

/** The public home page, as its first visitor finds it. */
export const visit = async ({ page, tongue }: Play, origin: string): Promise<void> => {
  await page.goto(origin)
  if (tongue.language === 'en') await page.getByRole('link', { name: 'English' }).first().click()
}
