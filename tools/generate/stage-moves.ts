/** packages/law/src/stage-moves.ts: which stage of a case may follow which, as its acts show it. */
import type { Document } from './document.ts'
import { type AnyProcedure, cases } from './law.ts'
import { movesOf } from './moves.ts'

const lineWidth = 140
const name = (text: string): string => (/^[a-z]+$/.test(text) ? text : `'${text}'`)

export const stageMoves = (): Document => ({
  path: 'packages/law/src/stage-moves.ts',
  text: [
    '/** Written by `npm run generate` from the acts. Change those, not this: by kind of case and stage, the stages that an act may lead to. */',
    'export const stageMoves: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {',
    ...cases.flatMap((procedure) => [`  ${name(procedure.name)}: {`, ...linesOf(procedure), '  },']),
    '}',
    '',
  ].join('\n'),
})

const linesOf = (procedure: AnyProcedure): readonly string[] => {
  const moves = procedure.acts.flatMap((act) => movesOf(procedure, act).seen).filter(([from, to]) => from !== to)
  return Object.keys(procedure.stages).flatMap((stage) => {
    const next = [...new Set(moves.flatMap(([from, to]) => (from === stage ? [`'${to}'`] : [])))]
    const line = `    ${name(stage)}: [${next.join(', ')}],`
    return line.length <= lineWidth ? [line] : [`    ${name(stage)}: [`, ...next.map((one) => `      ${one},`), '    ],']
  })
}
