/** The hard rules that nothing upholds yet, told openly: a test holds this list against the acts, and it is empty when the law is whole. */
import type { HardRuleId } from './articles.ts'

export const notUpheld: readonly HardRuleId[] = []
