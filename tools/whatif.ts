/** `npm run whatif -- --parameter noticeWorkdays=7 [--from 2026-01-01]`: plays the log once more under another number and says what would have gone otherwise. */
import { parseArgs } from 'node:util'
import { suites } from '@yunhe/keys'
import { type Day, dayOf, inForceFrom, instant, isDay, type ParameterKey, parameters, readValue, valueText } from '@yunhe/law'
import { treeHash } from '@yunhe/ledger'
import { commandOf } from '../packages/platform/src/commands/index.ts'
import { openNumbers } from '../packages/platform/src/commands/numbers.ts'
import { originOfLog } from '../packages/platform/src/store/checkpoints.ts'
import { openLog } from '../packages/platform/src/store/log.ts'
import { rootAfter } from '../packages/platform/src/store/tiles.ts'
import { servedCalls } from '../packages/platform/src/store/zone-words.ts'
import { type Finding, type WhatIf, whatIf } from '../packages/platform/src/what-if/replay.ts'
import { openHouse } from './whatif/house.ts'

const usage = 'usage: npm run whatif -- --parameter name=value [--from yyyy-mm-dd]'

const supposedBy = (words: readonly string[]) => {
  const { values } = parseArgs({
    args: [...words],
    options: { parameter: { type: 'string' }, from: { type: 'string', default: inForceFrom } },
  })
  const [name = '', text = ''] = values.parameter?.split('=') ?? []
  if (!Object.hasOwn(parameters, name)) throw new Error(`there is no parameter called ${name || '(nothing)'}; ${usage}`)
  const value = readValue(name as ParameterKey, text)
  if (value === undefined) throw new Error(`${name} cannot be ${text || '(nothing)'}; ${usage}`)
  if (!isDay(values.from)) throw new Error(`${values.from} is no day; ${usage}`)
  return { parameter: name as ParameterKey, value, from: values.from as Day }
}

const line = ({ ref, title, at, outcome, refusals, changes }: Finding): string => {
  const why =
    outcome === 'refused'
      ? refusals.map(({ rule, words }) => `${rule} ${words.en}`)
      : changes.map(({ place, was, would }) => `${place}: ${JSON.stringify(was)} -> ${JSON.stringify(would)}`)
  return `  ${outcome === 'refused' ? 'refused  ' : 'otherwise'}  ${at.slice(0, 10)}  ${ref}  ${title.en}\n      ${why.join('\n      ')}`
}

const tell = ({ entries, judged, findings, following, unjudged }: WhatIf): void => {
  const refused = findings.filter(({ outcome }) => outcome === 'refused').length
  for (const one of findings) console.log(line(one))
  for (const { ref, restsOn } of following) console.log(`  rests on it  ${ref} on ${restsOn}`)
  const reasons = [...new Set(unjudged.map(({ why }) => why))]
  const counts = reasons.map((reason) => `${unjudged.filter(({ why }) => why === reason).length} ${reason}`)
  console.log(
    `${entries} entries, ${judged} acts judged again: ${refused} would have been refused, ${findings.length - refused} recorded otherwise,`,
  )
  console.log(
    `${following.length} cases rest on them; not judged: ${counts.length === 0 ? 'none' : counts.join(', ')}. Nothing was changed.`,
  )
}

const run = async (): Promise<void> => {
  const supposed = supposedBy(process.argv.slice(2))
  const { db, payloads, keyedHash, leave } = await openHouse()
  try {
    const now = () => instant(new Date().toISOString())
    const numbers = await openNumbers(openLog(db, payloads, []), now)
    console.log(`Suppose ${supposed.parameter} had been ${valueText(supposed.value).en} since ${supposed.from} (today is ${dayOf(now())}).`)
    const outside = {
      keyedHash,
      servedCalls: (...asked: [product: string, consumer: string, from: string, to: string]) => servedCalls(db, ...asked),
      numbersOn: numbers.on,
      rootAfter: (stream: string, type: string, at: string) =>
        rootAfter(db, { origin: originOfLog, hash: treeHash(suites.intl) }, stream, type, at),
    }
    tell(await whatIf({ db, payloads, outside, commandOf }, supposed, { progress: () => {}, isStopped: () => false }))
  } finally {
    await leave()
  }
}

await run().catch((error: unknown) => {
  console.error(`could not say what if: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 2
})
