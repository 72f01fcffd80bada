import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cases } from '@yunhe/law'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { FormProvider, idOf } from './context.ts'
import { type Draft, startOf } from './draft.ts'
import { placesIn, settled } from './places.ts'
import { Questions } from './Questions.tsx'
import { type Shape, shapeOf } from './shape.ts'

interface AnyAct {
  readonly name: string
  readonly asks: z.ZodType
}
const acts = cases.flatMap(({ acts }) => acts as readonly AnyAct[])

/** Every list with a row, every alternative in turn, every optional part opened. */
const filled = (shape: Shape, turn: number): Draft => {
  switch (shape.kind) {
    case 'group':
      return Object.fromEntries(shape.questions.map(({ name, shape: inner }) => [name, filled(inner, turn)]))
    case 'variants': {
      const chosen = shape.groups[turn % shape.groups.length]
      return { [shape.tag]: chosen?.value, ...(filled({ kind: 'group', questions: chosen?.questions ?? [] }, turn) as object) }
    }
    case 'list':
      return [filled(shape.item, turn), filled(shape.item, turn + 1)]
    default:
      return startOf(shape)
  }
}

/** The form with something held against each of its places at once: to draw it once a place would take minutes. */
const drawn = (shape: Extract<Shape, { kind: 'group' }>, draft: Draft, places: readonly string[]) =>
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <FormProvider
        value={{
          prefix: 'f',
          complaints: places.map((place) => ({ place, text: `wrong at ${place}!`, rule: undefined })),
          change: () => undefined,
        }}
      >
        <Questions questions={shape.questions} draft={draft} />
      </FormProvider>
    </QueryClientProvider>,
  )

const hasAlternatives = (shape: Shape): boolean => JSON.stringify(shape).includes('"variants"')

describe('a refusal stands on its field, whatever kind of field it is', () => {
  it.each(acts.map(({ name, asks }) => [name, asks] as const))('%s', (_, asks) => {
    const shape = shapeOf(z.toJSONSchema(asks, { io: 'input' }) as Record<string, unknown>)
    if (shape.kind !== 'group') throw new Error('a form is a group of questions')
    for (const turn of hasAlternatives(shape) ? [0, 2, 4] : [0]) {
      const draft = filled(shape, turn)
      const places = placesIn(shape, draft)
      const page = drawn(shape, draft, places)
      const lost = places.filter((place) => !page.includes(`id="${idOf('f', place)}"`) || !page.includes(`wrong at ${place}!`))
      expect(lost).toEqual([])
    }
  })
})

describe('what lies deeper than any field', () => {
  const depth = { at: (place: string, text: string) => `第 ${place} 项：${text}`, of: (name: string, text: string) => `${name}：${text}` }
  it.each([
    ['operators.2', 'operators', '第 3 项：no'],
    ['plan.0.until', 'plan.0.until', 'no'],
    ['plan.0.beyond', 'plan.0', 'beyond：no'],
    ['nowhere', undefined, 'nowhere：no'],
  ])('%s is told at %s', (place, at, text) =>
    expect(settled([{ place, text: 'no', rule: undefined }], ['operators', 'plan', 'plan.0', 'plan.0.until'], depth)).toEqual([
      { place: at, text, rule: undefined },
    ]),
  )
})
