/** What the server or the form itself has against the answers: the same words on the field and in the summary. */
import type { Problem, RefusalView } from '../../ask/problem.ts'
import type { Dictionary } from '../../words/zh-CN.ts'
import type { Path } from './draft.ts'

export interface Complaint {
  /** Dotted path of the field it marks; none when it is on the case itself. */
  readonly place: string | undefined
  readonly text: string
  /** The rule that refuses, for the citation. */
  readonly rule: string | undefined
}

export const placeOf = (path: Path) => path.join('.')

/** `/body/plan/0/until`, `body.plan[0].until` -> `plan.0.until`. */
export const placeFrom = (written: string) =>
  written
    .replaceAll(/\[(\w+)\]/g, '.$1')
    .split(/[./]/)
    .filter((part) => part !== '' && part !== 'body')
    .join('.')

/** A rule marks one or more fields, or none; each mark is a complaint of its own with the same words. */
const complaintsOf = (refusal: RefusalView, text: string): readonly Complaint[] =>
  refusal.fields.length === 0
    ? [{ place: undefined, text, rule: refusal.rule }]
    : refusal.fields.map((field) => ({ place: placeFrom(field), text, rule: refusal.rule }))

type Misplaced = NonNullable<Problem['places']>[number]

/** What has the wrong form, in words of ours; a form's own sentence stands as `中文 / English`. */
export const misplacedText = (
  { code, limit, message }: Misplaced,
  say: (words: RefusalView['words']) => string,
  wrongs: Dictionary['wrongs'],
): string => {
  const [zh = '', en = ''] = message.split(' / ')
  if (code === 'custom' && en !== '') return say({ zh, en })
  if (code === 'invalid_type') return wrongs.kind
  if (code === 'too_small') return wrongs.tooSmall(String(limit ?? ''))
  if (code === 'too_big') return wrongs.tooBig(String(limit ?? ''))
  if (code === 'invalid_value') return wrongs.choice
  return code === 'unrecognized_keys' ? wrongs.unknown : wrongs.unread
}

export const complaintsIn = (
  problem: Problem,
  say: (words: RefusalView['words']) => string,
  wrongs: Dictionary['wrongs'],
): readonly Complaint[] => [
  ...(problem.refusals ?? []).flatMap((refusal) => complaintsOf(refusal, say(refusal.words))),
  ...(problem.places ?? []).map((one) => ({ place: placeFrom(one.place), text: misplacedText(one, say, wrongs), rule: undefined })),
]

/** One line per text and rule for the summary, linked to the first field it marks. */
export const summaryOf = (complaints: readonly Complaint[]): readonly Complaint[] => {
  const isFirst = (one: Complaint, index: number) =>
    complaints.findIndex(
      (other) => other.text === one.text && other.rule === one.rule && (one.rule !== undefined || other.place === one.place),
    ) === index
  return complaints.filter(isFirst)
}

/** The complaints of exactly this field; those deeper belong to the fields below it. */
export const complaintsAt = (complaints: readonly Complaint[], place: string) => complaints.filter((one) => one.place === place)
