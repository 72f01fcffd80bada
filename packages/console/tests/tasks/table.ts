/** All tasks, chapter by chapter. */
import { administration } from './administration.ts'
import { admission } from './admission.ts'
import { circulation } from './circulation.ts'
import { conduct } from './conduct.ts'
import { street } from './street.ts'
import { supervision } from './supervision.ts'
import type { Task } from './task.ts'

export const tasks: readonly Task[] = [...street, ...admission, ...conduct, ...circulation, ...supervision, ...administration]
