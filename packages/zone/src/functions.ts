/** The six functions of article 3, each tried for real when the zone starts: what cannot answer is not said to be ready. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileKeyProvider, randomBytes, suite } from '@yunhe/keys'
import { openDataEngine } from './engine/data.ts'
import type { Isolation } from './jobs/probe.ts'
import { masked } from './masks/masks.ts'
import { onnxAvailability, pythonAvailability } from './models/availability.ts'
import { fitLogistic } from './models/learners/logistic.ts'
import { predicted } from './models/model.ts'
import type { ZoneStatus } from './orders.ts'
import type { ServingStore } from './products/serving-store.ts'
import { checkSql } from './sql/check.ts'

type Functions = ZoneStatus['functions']
type FunctionName = Functions[number]['name']

export interface Trials {
  /** A private folder for what the trials write. */
  readonly folder: string
  readonly serving: ServingStore
  readonly isolation: Isolation
}

export const tryFunctions = ({ folder, serving, isolation }: Trials): Promise<Functions> => {
  const trials: readonly (readonly [FunctionName, () => Promise<string>])[] = [
    ['masking', () => tryMasking(folder)],
    ['access-control', tryAccessControl],
    ['modelling', () => tryModelling(isolation)],
    ['provenance', tryProvenance],
    ['api-generation', () => tryServing(folder, serving)],
    ['seal-and-destroy', () => tryDestruction(folder)],
  ]
  return Promise.all(
    trials.map(([name, trial]) =>
      trial().then(
        (detail) => ({ name, ready: true, detail }),
        (fault: unknown) => ({ name, ready: false, detail: fault instanceof Error ? fault.message : 'failed' }),
      ),
    ),
  )
}

const mustHold = (holds: boolean, sentence: string): string => {
  if (!holds) throw new Error(`did not hold: ${sentence}`)
  return sentence
}

const tryMasking = async (folder: string): Promise<string> => {
  const mask = masked({ kind: 'partial', keepStart: 1, keepEnd: 0 }, { name: 'name', type: 'text', slot: 'm0' }, { whose: `''` })
  const engine = await openDataEngine({ folders: [folder], spillFolder: folder })
  try {
    const [row] = await engine.rows(`SELECT ${mask?.sql ?? 'name'} AS shown FROM (SELECT 'abcdef' AS name)`, mask?.bind)
    return mustHold(row?.shown !== 'abcdef' && String(row?.shown).startsWith('a'), 'a masked value shows its first letter alone')
  } finally {
    engine.close()
  }
}

/** What else the machine has follows after semicolons: a program that is not there says so. */
const tryModelling = async (isolation: Isolation): Promise<string> => {
  mustHold(isolation.level !== 'D', `jobs run in a sandbox of level ${isolation.level}`)
  const matrix = { rows: 40, columns: [Float32Array.from({ length: 40 }, (_, row) => row)] }
  const labels = Float64Array.from({ length: 40 }, (_, row) => (row < 20 ? 0 : 1))
  const body = { kind: 'linear' as const, ...fitLogistic(matrix, labels, { penalty: 1, mostIterations: 20 }) }
  const chances = predicted({ task: 'binary', body }, matrix)
  const python = await pythonAvailability()
  const onnx = onnxAvailability()
  mustHold((chances[0] ?? 1) < 0.5 && (chances[39] ?? 0) > 0.5, 'a model that is taught tells two classes apart')
  return `a model is taught and tells two classes apart; Python: ${python.detail}; ONNX: ${onnx.detail}`
}

const oneTable = {
  tables: [
    {
      name: 'people',
      minimumGroup: 10,
      columns: [
        { name: 'district', type: 'text', disclosure: 'plain' },
        { name: 'secret', type: 'text', disclosure: 'hidden' },
      ],
    },
  ],
} as const

const tryAccessControl = async (): Promise<string> => {
  const answer = await checkSql('select secret from people', oneTable)
  return mustHold(!answer.ok && answer.refusals.some(({ code }) => code === 'column-hidden'), 'a query for a hidden column is refused')
}

const tryProvenance = async (): Promise<string> => {
  const answer = await checkSql('select district as place from people', oneTable)
  const [column] = answer.ok ? answer.lineage : []
  return mustHold(column?.output === 'place' && column.from[0]?.column === 'district', 'a result column shows the column it comes from')
}

const tryServing = async (folder: string, serving: ServingStore): Promise<string> => {
  const file = join(folder, 'trial.sqlite')
  await serving.write(file, [{ name: 'one', type: 'integer' }], [[[1]]], ['one'])
  await serving.open('trial', file)
  const { body } = await serving.look('trial', { conditions: [{ column: 'one', match: 'equals', value: 1 }], limit: 1 })
  await serving.close('trial')
  await rm(file)
  return mustHold(body === '[{"one":1}]', 'a serving copy is written and looked up')
}

const tryDestruction = async (folder: string): Promise<string> => {
  const keys = fileKeyProvider({ folder: join(folder, 'trial-keys'), rootKey: randomBytes(32), suite: suite('intl') })
  await keys.create('trial')
  const { wrapped } = await keys.generateDataKey('trial')
  await keys.destroy('trial')
  const opened = await keys.decryptDataKey('trial', wrapped).then(
    () => true,
    () => false,
  )
  return mustHold(!opened, 'what a destroyed key had wrapped does not open')
}
