/** Examines a delivered file in a sandboxed process: the engine's readers never meet a stranger's bytes where the zone's keys are (article 16, W16-3). */
import { lstatSync } from 'node:fs'
import { chmod, chown, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type Builder, fallsTo } from '../jobs/builders.ts'
import { type Standing, stand } from '../jobs/standing.ts'
import { acceptedIn, type Examine, type Examined, type Examining, setAsideIn } from './examine.ts'
import type { Format } from './formats.ts'
import type { Inferred } from './infer.ts'
import { type DeliveryRefusal, deliveryRefusal } from './refusals.ts'

/** What the process is asked: the file by its name in the work folder, with a contract to hold it against or to suggest one. */
export type AskedWithin =
  | ({ readonly is: 'examine' } & Omit<Examining, 'folder'>)
  | { readonly is: 'infer'; readonly file: string; readonly format: Format }

export type Answer =
  | { readonly is: 'standing' }
  | { readonly is: 'examined'; readonly examined: Examined }
  | { readonly is: 'inferred'; readonly inferred: Inferred }
  | { readonly is: 'failed'; readonly kind: string }

export interface IntakeLimits {
  readonly deadlineMs: number
  readonly memoryBytes: number
  readonly fileSizeBytes: number
}

const [gibibyte, hundredMebibytes, minuteMs] = [2 ** 30, 100 * 2 ** 20, 60_000]

/** What lies in the work folder counts as memory: the staged text, the accepted rows and what the engine spills grow with the file. */
const limitsFor = (sizeBytes: number): IntakeLimits => ({
  deadlineMs: 5 * minuteMs + (sizeBytes / hundredMebibytes) * minuteMs,
  memoryBytes: 2 * gibibyte + 3 * sizeBytes,
  fileSizeBytes: gibibyte + 4 * sizeBytes,
})

/** The file moves into the process's work folder; the accepted rows and what was set aside move out once the process is gone. */
export const examineBehindWalls =
  (builder: Builder, limitsOf: (sizeBytes: number) => IntakeLimits = limitsFor): Examine =>
  async ({ folder, file, ...asked }) => {
    const { work, answer } = await within(builder, limitsOf, { folder, file }, (inside) => ({ is: 'examine', ...asked, file: inside }))
    const examined = answer === 'no-sandbox' ? refused(noSandbox) : examinedIn(answer)
    if (examined.outcome === 'accepted') await takeBack(work, folder)
    return examined
  }

export type Infer = (asked: { readonly folder: string; readonly file: string; readonly format: Format }) => Promise<Inferred>

/** A sample is read behind the same walls and leaves nothing but what is said of it. */
export const inferBehindWalls =
  (builder: Builder, limitsOf: (sizeBytes: number) => IntakeLimits = limitsFor): Infer =>
  async ({ format, ...place }) => {
    const { answer } = await within(builder, limitsOf, place, (inside) => ({ is: 'infer', file: inside, format }))
    if (answer === 'no-sandbox') return { outcome: 'refused', refusals: [noSandbox] }
    if (answer?.is === 'inferred') return answer.inferred
    return { outcome: 'refused', refusals: refusedIn(answer) }
  }

interface PlaceOfFile {
  readonly folder: string
  readonly file: string
}

const within = async (
  builder: Builder,
  limitsOf: (sizeBytes: number) => IntakeLimits,
  { folder, file }: PlaceOfFile,
  ask: (inside: string) => AskedWithin,
): Promise<{ readonly work: string; readonly answer: Answer | 'no-sandbox' | undefined }> => {
  const limits = limitsOf(lstatSync(file).size)
  const work = join(folder, 'work')
  await handOver(builder, folder, file, work)
  const standing = await stand({ builder, script: 'intake/child.ts', folder: work, ...limits })
  if (standing === undefined) return { work, answer: 'no-sandbox' }
  return { work, answer: await answered(standing, ask(delivered), limits.deadlineMs) }
}

const delivered = 'delivered'

/** The folder above stays ours alone; only where no namespace hides it must the other user pass through it. */
const handOver = async (builder: Builder, folder: string, file: string, work: string): Promise<void> => {
  await mkdir(work, { mode: 0o700 })
  await rename(file, join(work, delivered))
  const user = fallsTo(builder)
  if (user === undefined) return
  await chown(work, user, user)
  await chmod(join(work, delivered), 0o444)
  if (builder === 'uid') await chmod(folder, 0o711)
}

/** A process that was taken over may have left a link to elsewhere in place of its result: what is moved is looked at, and nothing is followed. */
export const takeBack = async (work: string, folder: string): Promise<void> => {
  await rename(acceptedIn(work), acceptedIn(folder))
  if (!lstatSync(acceptedIn(folder)).isFile()) throw new Error('could not take the accepted rows of a delivery: they are not a file')
  if (lstatSync(setAsideIn(work), { throwIfNoEntry: false }) === undefined) return
  await rename(setAsideIn(work), setAsideIn(folder))
  if (!lstatSync(setAsideIn(folder)).isFile()) throw new Error('could not take what was set aside of a delivery: it is not a file')
}

/** When this answers, the process is gone and its files are as they will stay. */
const answered = async ({ sandbox, lines }: Standing, asked: AskedWithin, deadlineMs: number): Promise<Answer | undefined> => {
  const deadline = setTimeout(() => void sandbox.kill(), deadlineMs)
  try {
    sandbox.input.end(`${JSON.stringify(asked)}\n`)
    return await answerIn(lines)
  } finally {
    clearTimeout(deadline)
    await sandbox.kill()
  }
}

/** On a machine that is busy, walls may not stand in time: the file has not been looked at, and whoever brought it brings it again. */
const noSandbox = deliveryRefusal('no-sandbox', 'the whole file')

const examinedIn = (answer: Answer | undefined): Examined => (answer?.is === 'examined' ? answer.examined : refused(...refusedIn(answer)))

const refused = (...refusals: readonly DeliveryRefusal[]): Examined => ({ outcome: 'refused', refusals, rejectedRows: 0, rejected: [] })

const refusedIn = (answer: Answer | undefined) => {
  if (answer?.is === 'failed' && answer.kind !== 'out of memory error')
    throw new Error(`could not examine a delivery: the engine failed with ${answer.kind}`)
  return [deliveryRefusal('too-heavy', 'the whole file')]
}

/** Undefined where the process has gone without a word: killed at its deadline or for its memory, or broken by the file. */
const answerIn = async (lines: AsyncIterator<string>): Promise<Answer | undefined> => {
  const line = await lines.next()
  return line.done === true ? undefined : (JSON.parse(line.value) as Answer)
}
