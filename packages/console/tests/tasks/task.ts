/** A piece of a day's work as one person does it, told as data: played in the browser, and written into the handbook. */
import type { Role, Words } from '@yunhe/law'
import type { OpenWork } from '../../../../tools/story/open-work.ts'
import type { Language } from '../../src/words/language.ts'
import type { Given } from './said.ts'
import type { Step } from './step.ts'

/** What a task is prepared with: work of the others, and the language it is played in. */
export interface Scene extends OpenWork {
  readonly language: Language
}

export interface Task {
  /** Names its pictures. */
  readonly id: string
  /** Whose chapter of the handbook it stands in. */
  readonly role: Role
  /** Who does it, by the login of the demonstration; nobody signs in where it is absent. What is prepared may name another: `given.login`. */
  readonly login?: string
  readonly title: Words
  /** What others have done before, through the API. */
  readonly prepare?: (scene: Scene) => Promise<Given>
  readonly steps: readonly Step[]
}
