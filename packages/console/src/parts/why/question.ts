/** What can be asked why, and how the platform is asked. */
import { queryOptions } from '@tanstack/react-query'
import type { WhyView } from '@yunhe/platform/contract'
import { ask } from '../../ask/ask.ts'

export type WhyQuestion =
  /** `asked` is the form as it was sent, for a refusal. */
  | { readonly kind: 'act'; readonly act: string; readonly case: string; readonly asked?: Readonly<Record<string, unknown>> }
  | { readonly kind: 'entry'; readonly ref: string }
  | {
      readonly kind: 'clock'
      readonly plural: string
      readonly case: string
      readonly due?: string
      readonly name?: string
      readonly subject?: string
    }

const askWhy = (question: WhyQuestion, signal: AbortSignal): Promise<WhyView> => {
  switch (question.kind) {
    case 'act': {
      const { kind: _, ...body } = question
      return ask('whyAct', { body }, { signal })
    }
    case 'entry':
      return ask('whyEntry', { query: { ref: question.ref } }, { signal })
    case 'clock': {
      const { kind: _, ...query } = question
      return ask('whyClock', { query }, { signal })
    }
  }
}

export const answerWhy = (question: WhyQuestion) =>
  queryOptions({ queryKey: ['why', question] as const, queryFn: ({ signal }) => askWhy(question, signal) })

/** Broken rules first, then those that wait for a form, then those that hold; each in its own order. */
export const inOrder = (rules: WhyView['rules']): WhyView['rules'] => {
  const place = ({ held }: WhyView['rules'][number]) => (held === false ? 0 : held === undefined ? 1 : 2)
  return rules.toSorted((one, other) => place(one) - place(other))
}
