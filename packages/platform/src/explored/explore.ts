/** Every world that can be reached by the moves of a menu, nearest first; a promise that breaks comes with the shortest story that breaks it. */
import { createHash } from 'node:crypto'
import { dayOf, type Instant } from '@yunhe/law'
import { commandOf } from '../commands/index.ts'
import { dawn, type Move, take, type World } from './world.ts'

/** What one may try next: an act, several in a row that are one thing to this model, or sleeping until a morning. */
export type Choice = { readonly who: string; readonly moves: readonly Move[] } | { readonly sleepUntil: Instant }

export interface Taken {
  readonly before: World
  readonly choice: Choice
  readonly after: World
}

/** Says what is broken; undefined where the promise holds. */
export interface Pledge {
  readonly words: string
  readonly brokenBy: (taken: Taken) => string | undefined | Promise<string | undefined>
}

export interface Model {
  readonly start: World
  readonly choices: (world: World) => readonly Choice[]
  readonly promises: readonly Pledge[]
  /** More worlds than this mean that the menu is too rich to be searched whole: a fault, not a result. */
  readonly mostWorlds: number
}

interface Node {
  readonly world: World
  readonly from: number | undefined
  readonly by: Choice | undefined
}

export interface Explored {
  readonly worlds: readonly World[]
  /** For each world the numbers of those that one choice leads to. */
  readonly next: readonly (readonly number[])[]
  readonly taken: number
  readonly refused: number
  /** The first broken promise with its story; undefined where all are kept. */
  readonly broken: string | undefined
  readonly storyTo: (number: number) => string
}

export const explore = async ({ start, choices, promises, mostWorlds }: Model): Promise<Explored> => {
  const nodes: Node[] = [{ world: start, from: undefined, by: undefined }]
  const known = new Map([[nameOf(start), 0]])
  const next: number[][] = []
  let taken = 0
  let refused = 0
  let broken: string | undefined
  for (let at = 0; at < nodes.length && broken === undefined; at += 1) {
    const before = (nodes[at] as Node).world
    const reached: number[] = []
    for (const choice of choices(before)) {
      const after = await outcomeOf(before, choice)
      if (after === undefined) {
        refused += 1
        continue
      }
      taken += 1
      const name = nameOf(after)
      const number = known.get(name) ?? nodes.push({ world: after, from: at, by: choice }) - 1
      known.set(name, number)
      reached.push(number)
      if (nodes.length > mostWorlds) throw new Error(`could not search the model whole: it has more than ${mostWorlds} worlds`)
      const wrong = await firstBroken(promises, { before, choice, after })
      if (wrong === undefined) continue
      broken = `${wrong}\n${[...linesTo(nodes, at), lineOf(after, choice)].join('\n')}`
      break
    }
    next.push(reached)
  }
  return {
    worlds: nodes.map(({ world }) => world),
    next,
    taken,
    refused,
    broken,
    storyTo: (number) => linesTo(nodes, number).join('\n'),
  }
}

const firstBroken = async (promises: readonly Pledge[], taken: Taken): Promise<string | undefined> => {
  for (const { words, brokenBy } of promises) {
    const why = await brokenBy(taken)
    if (why !== undefined) return `${words}: ${why}`
  }
  return undefined
}

const outcomeOf = async (world: World, choice: Choice): Promise<World | undefined> => {
  if ('sleepUntil' in choice) return dawn(world, choice.sleepUntil)
  let now = world
  for (const move of choice.moves) {
    const step = await take(now, move)
    if (!step.ok) return undefined
    now = step.world
  }
  return now
}

/** Two worlds in which the same stands on the same day are one, whatever led there. */
const nameOf = ({ at, cases, zone }: World): string => {
  const standing = [...cases].map(([stream, { state }]) => `${stream} ${writtenOnce(state)}`).toSorted()
  return [dayOf(at), JSON.stringify(zone), ...standing].join('\n')
}

const writtenByState = new WeakMap<object, string>()

const writtenOnce = (state: object): string => {
  const known = writtenByState.get(state) ?? createHash('sha256').update(JSON.stringify(state)).digest('base64')
  writtenByState.set(state, known)
  return known
}

const linesTo = (nodes: readonly Node[], number: number): readonly string[] => {
  const lines: string[] = []
  for (let node = nodes[number]; node?.by !== undefined && node.from !== undefined; node = nodes[node.from])
    lines.unshift(lineOf(node.world, node.by))
  return lines
}

const lineOf = ({ at }: World, choice: Choice): string => {
  if ('sleepUntil' in choice) return `  the morning of ${dayOf(at)}`
  const titles = choice.moves.map(({ procedure, act }) => `${titleOf(procedure, act)} [${procedure}.${act}]`)
  return `  ${dayOf(at)} ${choice.who}: ${titles.join(', ')}`
}

const titleOf = (procedure: string, act: string): string =>
  commandOf(procedure).procedure.acts.find(({ name }) => name === `${procedure}.${act}`)?.title.en ?? act

/** Worlds of `stuck` from which no path leads to one of `goal`. */
export const cannotReach = (
  { worlds, next }: Explored,
  stuck: (world: World) => boolean,
  goal: (world: World) => boolean,
): readonly number[] => {
  const before = worlds.map((): number[] => [])
  next.forEach((reached, at) => {
    for (const one of reached) before[one]?.push(at)
  })
  const reaches = new Set(worlds.flatMap((world, number) => (goal(world) ? [number] : [])))
  const waiting = [...reaches]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    for (const earlier of before[one] ?? []) {
      if (reaches.has(earlier)) continue
      reaches.add(earlier)
      waiting.push(earlier)
    }
  }
  return worlds.flatMap((world, number) => (stuck(world) && !reaches.has(number) ? [number] : []))
}
