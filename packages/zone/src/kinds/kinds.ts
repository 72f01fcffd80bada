/** Every kind of job and how it is prepared. A new kind has its shape in `asked.ts`, its file here, and one line below. */
import type { AskedJob } from './asked.ts'
import type { Prepare } from './kind.ts'
import { prepareSql } from './sql.ts'

export const prepareJob: Prepare<AskedJob> = (asked, ground) => prepareSql(asked, ground)
