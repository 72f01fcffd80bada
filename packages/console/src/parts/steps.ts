/** Which stages of a case lie behind it, which one it is in, and which may still come; ways that it did not take are left out. */
import type { CaseView } from '@yunhe/platform/contract'

type Stages = Pick<CaseView, 'stages' | 'stage'>
export interface Step {
  readonly stage: string
  readonly words: CaseView['stageWords']
  readonly standing: 'done' | 'now' | 'ahead'
}

/** Before a case is opened it is in no stage that anybody needs to see. */
const isBeforeAll = (stage: string) => stage === 'none'

export const stepsOf = ({ stages, stage }: Stages): readonly Step[] => {
  const seen = stages.filter((one) => !isBeforeAll(one.stage) && (one.was || one.mayCome || one.stage === stage))
  return seen.map((one) => ({ ...one, standing: one.stage === stage ? 'now' : one.was ? 'done' : 'ahead' }))
}
