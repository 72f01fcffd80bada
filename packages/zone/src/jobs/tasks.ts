/** What a kind of job may run inside the sandbox besides SQL: a file of ours by name, never one that was sent. */
import type { SqlRunner } from '../engine/engine.ts'
import type { ChildFailure } from './messages.ts'
import type { TaskName } from './work.ts'

/** Relative to this folder; each exports `perform: PerformTask`. */
export const fileByTask: Readonly<Record<TaskName, string>> = {
  train: '../models/train-task.ts',
  score: '../models/score-task.ts',
}

export interface TaskGround {
  /** Reads the granted tables and those that the job made, and nothing else: the outside is closed. */
  readonly runner: Pick<SqlRunner, 'run'>
  /** The input of the job's task; files of the job lie under their names in `files`. */
  readonly input: unknown
  /** A folder of this sandbox alone that dies with it, for files that a package must read. */
  readonly folder: string
  /** A true share of the work: rounds of a training, batches of a scoring. */
  readonly told: (done: number, of: number) => void
  /** Comes back to the zone under this name and reaches nobody by itself: the zone decides what it is. */
  readonly put: (name: string, bytes: Uint8Array) => void
}

export type PerformTask = (ground: TaskGround) => Promise<void>

/** What a task throws to end its job with a code; anything else ends it with `task-failed`. */
export class TaskRefused extends Error {
  readonly code: ChildFailure
  constructor(code: ChildFailure) {
    super(code)
    this.code = code
  }
}
