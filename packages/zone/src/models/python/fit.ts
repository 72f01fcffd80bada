/** Teaches a named scikit-learn estimator inside the same sandbox: numbers in, numbers out, no pickle and no text of a person. */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fitScaling, type Scaling, scaledRows } from '../learners/scaling.ts'
import type { Body, Learner } from '../model.ts'
import type { Side } from '../report.ts'
import type { Fit } from '../train.ts'
import { type PythonTree, standardTree } from './trees.ts'

const runnerFile = join(import.meta.dirname, 'runner.py')

/** Columns are scaled here, as for our own learners, so that what Python answers has the same form. */
export const fitInPython =
  (folder: string): Fit =>
  async (learner, train, validation, seed, tell) => {
    const scaling = learner.learner === 'trees' ? asTheyAre(train) : fitScaling(train.matrix)
    writeFileSync(join(folder, 'train.f64'), scaledRows(train.matrix, scaling))
    writeFileSync(join(folder, 'target.f64'), train.target)
    const order = { ...learner, seed, rows: train.matrix.rows, columns: train.matrix.columns.length, validation: validation.matrix.rows }
    tell({ round: 0, of: 1, loss: Number.NaN })
    const answer = await answered(folder, order)
    tell({ round: 1, of: 1, loss: Number.NaN })
    return bodyOf(learner, scaling, answer)
  }

const asTheyAre = ({ matrix }: Side): Scaling => ({ offset: matrix.columns.map(() => 0), scale: matrix.columns.map(() => 1) })

interface Answer {
  readonly weights?: readonly number[]
  readonly intercept?: number
  readonly centers?: readonly (readonly number[])[]
  readonly base?: number
  readonly trees?: readonly PythonTree[]
  readonly importance?: readonly number[]
}

const answered = (folder: string, order: object): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const child = spawn('/usr/bin/python3', ['-I', '-S', '-B', runnerFile, folder], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { OPENBLAS_NUM_THREADS: '2', OMP_NUM_THREADS: '2', PATH: '/usr/bin' },
    })
    const pieces: Buffer[] = []
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece))
    child.once('error', () => reject(new Error('python-failed')))
    child.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(Buffer.concat(pieces).toString('utf8')) as Answer) : reject(new Error('python-failed')),
    )
    child.stdin.end(JSON.stringify(order))
  })

const bodyOf = (learner: Learner, scaling: Scaling, answer: Answer): Body => {
  if (learner.learner === 'k-means')
    return { kind: 'centers', scaling, centers: (answer.centers ?? []).map((center) => center.map(Math.fround)) }
  if (learner.learner === 'trees')
    return {
      kind: 'trees',
      base: Math.fround(answer.base ?? 0),
      trees: (answer.trees ?? []).map(standardTree),
      importance: answer.importance ?? [],
    }
  return { kind: 'linear', scaling, weights: answer.weights ?? [], intercept: answer.intercept ?? 0, dropped: [] }
}
