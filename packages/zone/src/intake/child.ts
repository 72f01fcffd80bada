/** Inside the sandbox of intake: examines the one file it is given, and answers what was found and never a word of the engine. */
import { join } from 'node:path'
import { EngineFault } from '../engine/data.ts'
import { linesOf, say } from '../jobs/messages.ts'
import { examine } from './examine.ts'
import type { Answer, AskedWithin } from './walls.ts'

const work = process.argv[2] ?? '/work'
const tell = (answer: Answer) => say(answer)

tell({ is: 'standing' })
for await (const line of linesOf(process.stdin)) {
  const { file, ...asked } = JSON.parse(line) as AskedWithin
  await examine({ ...asked, file: join(work, file), folder: work }).then(
    (examined) => tell({ is: 'examined', examined }),
    (fault: unknown) => tell({ is: 'failed', kind: fault instanceof EngineFault ? fault.kind : 'unknown' }),
  )
  break
}
process.exit(0)
