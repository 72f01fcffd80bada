/** `npm run story`: the whole path through HTTP on a fresh folder with a movable clock; the demo, the smoke test and the tutorial. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../packages/platform/src/store/free-port.ts'
import { openHouse } from './start/house.ts'
import { storyBegins, tell } from './story/tell.ts'
import { teller } from './story/teller.ts'

const json = process.argv.includes('--json')
const language = process.argv.includes('--en') ? 'en' : 'zh'
const leastRefusals = 15

const folder = await mkdtemp(join(tmpdir(), 'yunhe-story-'))
const begun = performance.now()
const house = await openHouse({
  folder,
  mode: 'test',
  begins: storyBegins,
  port: await freePort(),
  log: (line) => process.env.YUNHE_VERBOSE && process.stderr.write(`${line}\n`),
})
const story = teller({ ...house, zoneOrigin: house.zoneOrigin, folder, language, json, write: (text) => process.stdout.write(`${text}\n`) })
let fault: unknown
try {
  await tell(story)
} catch (error) {
  fault = error
}
await house.stop()
await rm(folder, { recursive: true, force: true })

const { done, refused, unexpected } = story.tally()
const seconds = ((performance.now() - begun) / 1_000).toFixed(1)
const enough = refused >= leastRefusals
if (!json) {
  const end =
    language === 'zh'
      ? `办结 ${done} 项，依法不予办理 ${refused} 项，不符预期 ${unexpected.length} 项，用时 ${seconds} 秒。`
      : `${done} done, ${refused} refused by law, ${unexpected.length} unexpected, ${seconds} s.`
  process.stdout.write(`\n${end}\n`)
}
for (const one of unexpected) process.stderr.write(`${one}\n`)
if (fault !== undefined) process.stderr.write(`${fault instanceof Error ? fault.stack : String(fault)}\n`)
process.exit(fault === undefined && unexpected.length === 0 && enough ? 0 : 1)
