/** Article 32 and row 1: every rule belongs to a set with its documents and its first day; an act is judged by the sets in force on its day. */
import { isOverlayRuleId, type RuleId } from './articles.ts'
import { type Day, day } from './kernel/days.ts'
import type { Words } from './kernel/words.ts'
import { overlayDocumentIds, overlayDocuments } from './overlay/documents.ts'
import { overlayRules } from './overlay/rules.ts'
import { inForceFrom, type Parameters } from './parameters.ts'

export interface SourceDocument {
  readonly name: Words
  readonly number: string
  readonly issuedOn: Day | undefined
  readonly from: Day
}

export interface RuleSet {
  /** As an entry of the ledger names it. */
  readonly id: string
  readonly name: Words
  /** The first day on which it can be in force. */
  readonly from: Day
  /** Whether the data authority must have switched it on. */
  readonly isSwitched: boolean
  readonly documents: readonly SourceDocument[]
}

const overlayFrom = day('2025-03-01')

/** By the letter an id begins with; article ids belong to the measures as their hard rules do. */
export const ruleSets = {
  measures: {
    id: `wuxi-${inForceFrom}`,
    name: { zh: '无锡市办法', en: 'the Wuxi measures' },
    from: inForceFrom,
    isSwitched: false,
    documents: [
      {
        name: {
          zh: '《无锡市公共数据授权运营管理办法（试行）》',
          en: 'the Wuxi measures on the authorized operation of public data (trial)',
        },
        number: '',
        issuedOn: undefined,
        from: inForceFrom,
      },
    ],
  },
  overlay: {
    id: `national-${overlayFrom}`,
    name: { zh: '国家规定（叠加）', en: 'the national overlay' },
    from: overlayFrom,
    isSwitched: true,
    documents: overlayDocumentIds.map((id) => overlayDocuments[id]),
  },
} as const satisfies Record<string, RuleSet>

export const ruleSetOf = (id: RuleId): RuleSet => (isOverlayRuleId(id) ? ruleSets.overlay : ruleSets.measures)

/** The first day on which a rule can judge: that of its set, or of its document where that came later. */
export const ruleFrom = (id: RuleId): Day => {
  if (!isOverlayRuleId(id)) return ruleSets.measures.from
  const { from } = overlayDocuments[overlayRules[id].document]
  return from > overlayFrom ? from : overlayFrom
}

interface Today {
  readonly on: Day
  readonly parameters: Pick<Parameters, 'nationalOverlay'>
}

/** The letter alone tells most rules apart: this is asked of every rule of every act. */
const overlayLetter = 'N'.charCodeAt(0)

export const isInForce = (id: RuleId, { on, parameters }: Today): boolean =>
  id.charCodeAt(0) !== overlayLetter || (parameters.nationalOverlay && ruleFrom(id) <= on)

/** What an entry says of the rules that decided: the ids of the sets in force, joined by a plus. */
export const ruleSetsOn = ({ on, parameters }: Today): string =>
  parameters.nationalOverlay && overlayFrom <= on ? `${ruleSets.measures.id}+${ruleSets.overlay.id}` : ruleSets.measures.id
