/** Text that is cut off by its own box and stands nowhere else: neither in a title nor in a name, and with nothing to scroll. */
import type { Page } from '@playwright/test'

/** Each as its class and the text that cannot be read whole. */
export const clippedIn = (page: Page): Promise<readonly string[]> => page.evaluate(inPage)

/** Runs in the page, which knows nothing of this file: one pass over its elements, no more. */
const inPage = (): readonly string[] => {
  const slack = 2
  const brush = document.createElement('canvas').getContext('2d')
  const cuts = (overflow: string) => overflow === 'hidden' || overflow === 'clip'
  const isToldOtherwise = (one: Element) =>
    one.closest('[title]:not([title=""]), [aria-hidden="true"], .unseen, svg, .react-flow__minimap') !== null
  const isTooSmall = ({ clientWidth, clientHeight }: Element) => clientWidth <= slack || clientHeight <= slack
  const isCut = (one: Element) => {
    const { overflowX, overflowY, visibility } = getComputedStyle(one)
    if (visibility === 'hidden' || !(cuts(overflowX) || cuts(overflowY))) return false
    const isWider = cuts(overflowX) && one.scrollWidth > one.clientWidth + slack
    const isHigher = cuts(overflowY) && one.scrollHeight > one.clientHeight + slack
    return isWider || isHigher
  }
  const isPlaceholderCut = (field: HTMLInputElement) => {
    if (brush === null || field.placeholder === '' || field.value !== '') return false
    const { font, paddingInlineStart, paddingInlineEnd } = getComputedStyle(field)
    brush.font = font
    const room = field.clientWidth - Number.parseFloat(paddingInlineStart) - Number.parseFloat(paddingInlineEnd)
    return brush.measureText(field.placeholder).width > room + slack
  }
  return [...document.body.querySelectorAll('*')].flatMap((one) => {
    if (isTooSmall(one)) return []
    if (one instanceof HTMLInputElement) return isPlaceholderCut(one) && !isToldOtherwise(one) ? [`placeholder: ${one.placeholder}`] : []
    const text = one.textContent?.trim() ?? ''
    return text !== '' && isCut(one) && !isToldOtherwise(one) ? [`${one.getAttribute('class') ?? one.tagName}: ${text.slice(0, 80)}`] : []
  })
}
