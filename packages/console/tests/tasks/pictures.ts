/** Where the pictures of the handbook lie. */
import type { Language } from '../../src/words/language.ts'
import type { Task } from './task.ts'

export const picturesFolder = 'docs/handbook/pictures'

/** From the root of the project. @param number counted from 1 within the task */
export const pictureOf = ({ id }: Pick<Task, 'id'>, language: Language, number: number): string =>
  `${picturesFolder}/${language}/${id}-${number}.webp`

export const picturesIn = ({ steps }: Pick<Task, 'steps'>): number => steps.filter((step) => step.do === 'picture').length
