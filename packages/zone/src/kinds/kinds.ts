/** Every kind of job and how it is prepared. A new kind has its shape in `asked.ts`, its file here, and one line below. */
import type { AskedJob } from './asked.ts'
import type { Prepare } from './kind.ts'
import { prepareImport, prepareScore, prepareTrain } from './models.ts'
import { prepareNotebook } from './notebook.ts'
import { prepareSql } from './sql.ts'
import { prepareOnTwin } from './twin.ts'

export const prepareJob: Prepare<AskedJob> = (asked, ground) => {
  switch (asked.kind) {
    case 'notebook':
      return prepareNotebook(asked, ground)
    case 'train':
      return prepareTrain(asked, ground)
    case 'score':
      return prepareScore(asked, ground)
    case 'import':
      return prepareImport(asked, ground)
    default:
      return asked.on === 'twin' ? prepareOnTwin(asked, ground) : prepareSql(asked, ground)
  }
}
