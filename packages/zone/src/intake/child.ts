/** Inside the sandbox of intake: examines the one file it is given, and answers what was found and never a word of the engine. */
import { join } from 'node:path'
import { EngineFault } from '../engine/data.ts'
import { linesOf, say } from '../jobs/messages.ts'
import { examine } from './examine.ts'
import { infer } from './infer.ts'
import type { Answer, AskedWithin } from './walls.ts'

const work = process.argv[2] ?? '/work'
const tell = (answer: Answer) => say(answer)

const answerTo = async (asked: AskedWithin, place: { readonly file: string; readonly folder: string }): Promise<Answer> =>
  asked.is === 'infer'
    ? { is: 'inferred', inferred: await infer({ ...asked, ...place }) }
    : { is: 'examined', examined: await examine({ ...asked, ...place }) }

tell({ is: 'standing' })
for await (const line of linesOf(process.stdin)) {
  const asked = JSON.parse(line) as AskedWithin
  const place = { file: join(work, asked.file), folder: work }
  await answerTo(asked, place).then(tell, (fault: unknown) =>
    tell({ is: 'failed', kind: fault instanceof EngineFault ? fault.kind : 'unknown' }),
  )
  break
}
process.exit(0)
