/** Axe, put into a page once and asked as often as it is looked at: the console moves on without being loaded anew. */
import type { Page } from '@playwright/test'
import axe from 'axe-core'

interface WithAxe {
  readonly axe?: typeof axe
}

/** What axe finds, each as its rule and the beginning of what broke it. @param within a selector, where only a part is looked at */
export const faultsOf = async (page: Page, within = 'html'): Promise<readonly string[]> => {
  if (page.frames().length > 1) throw new Error('could not look at a page: it has frames, and axe is put into the page alone')
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  return page.evaluate(async (include) => {
    const { axe: inPage } = globalThis as WithAxe
    if (inPage === undefined) throw new Error('could not look at a page: axe is not there')
    const { violations } = await inPage.run({ include: [[include]] }, { resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
  }, within)
}
