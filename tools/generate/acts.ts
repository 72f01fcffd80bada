/** docs/acts.md: every case with its stages as a picture and its acts as a table, from the acts themselves. */
import { rulesOf } from '@yunhe/law'
import { z } from 'zod'
import { code, type Document, page, table } from './document.ts'
import { type AnyAct, type AnyProcedure, cases, rolesOfAct, wordOf } from './law.ts'
import { movesOf } from './moves.ts'

export const acts = (): Document =>
  page(
    'docs/acts.md',
    'Cases and acts 事项一览',
    'Nothing in Yunhe changes except by one of these acts. An act is open to whom the rules name, in the stages shown, while all its rules hold; all that do not are named at once.',
    'The pictures leave out acts that change no stage. `*` marks a field that must be filled. An act of the platform is done by the platform itself, after an event or as a day begins.',
    table(
      ['case', '事项', 'what', 'acts'],
      cases.map(({ plural, name, title, acts: all }) => [`[${plural}](#${name})`, title.zh, title.en, String(all.length)]),
    ),
    ...cases.flatMap(casePart),
  )

const casePart = (procedure: AnyProcedure): readonly string[] => [
  `<a id="${procedure.name}"></a>\n\n## ${procedure.title.en} ${procedure.title.zh}`,
  `Path ${code(`/api/cases/${procedure.plural}`)} · streams ${code(`${procedure.name}/<id>`)} · ${procedure.personal ? 'payloads hold personal content: each case has a key of its own' : 'payloads hold no personal content'}`,
  picture(procedure),
  table(
    ['act', '办理事项', 'title', 'who', 'stages', 'rules', 'form'],
    procedure.acts.map((act) => [
      code(act.name),
      act.title.zh,
      act.title.en,
      rolesOfAct(act).join(', ') || 'whom its rules allow',
      stagesOf(procedure, act),
      rulesOf(act).join(' '),
      fieldsOf(act),
    ]),
  ),
]

const stagesOf = (procedure: AnyProcedure, act: AnyAct): string => {
  const { from, seen } = movesOf(procedure, act)
  const everywhere = from.length === Object.keys(procedure.stages).length
  const to = [...new Set(seen.filter(([one, next]) => one !== next).map(([, next]) => next))]
  return `${everywhere ? 'any' : from.join(', ')}${to.length > 0 ? ` → ${to.join(' or ')}` : ''}`
}

/** Names with a hyphen are no names to Mermaid. */
const node = (stage: string): string => stage.replaceAll('-', '_')

const picture = (procedure: AnyProcedure): string => {
  const labelsByMove = new Map<string, string[]>()
  for (const act of procedure.acts) {
    for (const [from, to] of movesOf(procedure, act).seen.filter(([one, next]) => one !== next)) {
      const move = `${from === 'none' ? '[*]' : node(from)} --> ${node(to)}`
      labelsByMove.set(move, [...(labelsByMove.get(move) ?? []), wordOf(act)])
    }
  }
  const names = Object.entries(procedure.stages).filter(([stage]) => stage !== 'none')
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...names.map(([stage, words]) => `  state "${words.zh} ${words.en}" as ${node(stage)}`),
    ...[...labelsByMove].map(([move, labels]) => `  ${move}: ${[...new Set(labels)].join(', ')}`),
    '```',
  ].join('\n')
}

const fieldsOf = ({ asks }: AnyAct): string => {
  const { properties = {}, required = [] } = z.toJSONSchema(asks, { io: 'input', unrepresentable: 'any' })
  return Object.keys(properties)
    .map((name) => code(name) + (required.includes(name) ? '*' : ''))
    .join(' ')
}
