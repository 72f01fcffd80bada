/** Drafts of forms: kept for their writer as they are typed, read by nobody else. */
import type { FastifyInstance } from 'fastify'
import type { AnyCommand } from '../commands/command.ts'
import { longestDraft, routes } from '../contract/index.ts'
import { procedureNamed } from '../projections/procedures.ts'
import { draftFor, draftsOf, type Form, keepDraft, wipeDraft } from '../store/drafts.ts'
import { titlesOf } from '../views/titles.ts'
import { actNamed } from './cases.ts'
import { readerOf, serve } from './serve.ts'
import type { SessionDoor } from './session.ts'
import { malformed, notFound } from './speak.ts'

export interface DraftDoor extends SessionDoor {
  readonly commands: readonly AnyCommand[]
}

export const serveDrafts = (app: FastifyInstance, door: DraftDoor): void => {
  /** Only of acts that there are, so that nothing else is kept here. */
  const formOf = (person: string, act: string, id: string): Form => {
    const [kind = '', name = ''] = act.split('.')
    const command = door.commands.find(({ procedure }) => procedure.name === kind)
    if (command === undefined) throw notFound()
    return { person, act: actNamed(command, name).name, id }
  }
  serve(app, routes.drafts, async ({ request }) => {
    const reader = readerOf(request)
    const drafts = await draftsOf(door, reader.person, door.machineClock())
    const titleByCase = await titlesOf(
      door.db,
      reader,
      drafts.flatMap(({ act, id }) => (id === '' ? [] : [[act.split('.')[0] ?? '', id] as const])),
    )
    return drafts.map(({ act, id, savedAt }) => {
      const procedure = procedureNamed(act.split('.')[0] ?? '')
      const title = procedure.acts.find((one) => one.name === act)?.title ?? { zh: act, en: act }
      return {
        act,
        actWords: title,
        plural: procedure.plural,
        procedureWords: procedure.title,
        case: id,
        caseTitle: titleByCase.get(`${procedure.name}/${id}`) ?? '',
        savedAt,
      }
    })
  })
  serve(app, routes.draft, async ({ params, query, request }) => {
    const found = await draftFor(door, formOf(readerOf(request).person, params.act, query.case), door.machineClock())
    return found === undefined ? {} : { draft: { answers: { ...found.answers }, savedAt: found.savedAt } }
  })
  serve(app, routes.keepDraft, async ({ params, body, request }) => {
    if (JSON.stringify(body.answers).length > longestDraft) throw malformed([{ place: 'body.answers', message: 'too long to be kept' }])
    const now = door.machineClock()
    await keepDraft(door, formOf(readerOf(request).person, params.act, body.case), body.answers, now)
    return { savedAt: now }
  })
  serve(app, routes.wipeDraft, async ({ params, query, request }) => {
    await wipeDraft(door.db, formOf(readerOf(request).person, params.act, query.case))
    return {}
  })
}
