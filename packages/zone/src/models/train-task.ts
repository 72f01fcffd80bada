/** Inside the sandbox: reads the feature table, teaches, measures, judges, and puts what came of it. */
import type { PerformTask } from '../jobs/tasks.ts'
import { fitInPython } from './python/fit.ts'
import { readTable } from './read-table.ts'
import { featureTable, type TrainAnswer, type TrainInput } from './tasks.ts'
import { train } from './train.ts'

export const perform: PerformTask = async ({ runner, input, folder, told, put }) => {
  const { order, runtime } = input as TrainInput
  const table = await readTable(await runner.run(withTarget(order.target?.column), {}))
  const answer: TrainAnswer =
    typeof table === 'string'
      ? { ok: false, refusal: table }
      : await train(table, order, ({ round, of }) => told(round, of), runtime === 'python' ? fitInPython(folder) : undefined).catch(
          (error: unknown) => {
            if (error instanceof Error && error.message === 'python-failed')
              return { ok: false as const, refusal: 'python-failed' as const }
            throw error
          },
        )
  put('training', Buffer.from(JSON.stringify(answer)))
}

/** Rows whose answer is not known teach nothing. */
const withTarget = (target: string | undefined): string =>
  target === undefined ? `SELECT * FROM "${featureTable}"` : `SELECT * FROM "${featureTable}" WHERE "${target}" IS NOT NULL`
