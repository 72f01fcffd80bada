/** The end of a workspace: sealed at once, its destruction opened as a task for people (article 19). */
import type { DestructionTrigger } from '@yunhe/law/identifiers/kinds'
import { commandOf } from '../commands/index.ts'
import type { Decision } from './orders.ts'
import type { Surroundings } from './reaction.ts'

export const endWorkspace = async (
  decision: Decision,
  { orders, act }: Surroundings,
  workspace: string,
  trigger: DestructionTrigger,
): Promise<void> => {
  const reason = `${trigger}: ${decision.ref}`
  await orders.give(decision, { order: 'seal', workspace, reason })
  await act(commandOf('data-request'), 'note-sealed', workspace, { reason })
  // One task a workspace, by its very name: doing this twice opens no second one.
  await act(commandOf('destruction'), 'open', workspace, { trigger, request: workspace })
}
