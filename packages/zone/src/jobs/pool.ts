/** Sandboxes that stand and wait, so that a job does not pay for building walls; each serves one job and is gone. */
import { type Builder, canShareData } from './builders.ts'
import type { PackageName } from './packages.ts'
import type { Sandbox } from './sandbox.ts'
import { type Standing, stand } from './standing.ts'

export interface WantedSandbox {
  readonly memoryBytes: number
  readonly packages: readonly PackageName[]
  /** The folder of opened tables that it may read, and no other. */
  readonly data?: string
}

export interface SandboxPool {
  /** A standing sandbox; nothing where none could be built. `opened` learns of it before it stands, so that it can be killed. */
  readonly take: (wanted: WantedSandbox, opened: (sandbox: Sandbox) => void) => Promise<Standing | undefined>
  /** Whether a sandbox here can be given a folder of opened tables. */
  readonly canShareData: boolean
  /** Lets one wait for the next job over this folder; to be called when a job has gone, so that it does not slow that job down. */
  readonly refill: (data: string | undefined) => void
  /** Sends home whoever waits with this folder: it is about to be removed. */
  readonly drop: (data: string) => Promise<void>
  readonly close: () => Promise<void>
}

interface Waiting {
  readonly data: string | undefined
  readonly standing: Promise<Standing | undefined>
}

/** Of several workspaces in use, so many have one waiting. */
const mostFolders = 4

/** @param warm how many wait, for each folder; @param memoryBytes what a waiting one may take: another size or more packages are built when asked for */
export const openPool = (builder: Builder, warm: number, memoryBytes: number): SandboxPool => {
  let waiting: readonly Waiting[] = []
  let closed = false
  const sendHome = async (meant: readonly Waiting[]): Promise<void> => {
    waiting = waiting.filter((one) => !meant.includes(one))
    await Promise.all(meant.map(async ({ standing }) => (await standing)?.sandbox.kill()))
  }
  const refill = (data: string | undefined) => {
    const there = waiting.filter((one) => one.data === data).length
    if (closed || there >= warm) return
    const wanted = { memoryBytes, packages: [], ...(data !== undefined && { data }) }
    waiting = [...waiting, { data, standing: open(builder, wanted).catch(() => undefined) }]
    const oldest = waiting.filter((one) => one.data !== undefined).slice(0, -mostFolders * Math.max(1, warm))
    void sendHome(oldest)
    refill(data)
  }
  refill(undefined)
  return {
    canShareData: canShareData(builder),
    take: async (wanted, opened) => {
      const isUsual = wanted.memoryBytes === memoryBytes && wanted.packages.length === 0
      const ready = isUsual ? waiting.find(({ data }) => data === wanted.data) : undefined
      waiting = waiting.filter((one) => one !== ready)
      const standing = (await ready?.standing) ?? (await open(builder, wanted, opened).catch(() => undefined))
      if (standing !== undefined) opened(standing.sandbox)
      return standing
    },
    drop: (data) => sendHome(waiting.filter((one) => one.data === data)),
    close: async () => {
      closed = true
      await sendHome(waiting)
    },
    refill,
  }
}

const open = (builder: Builder, wanted: WantedSandbox, opened?: (sandbox: Sandbox) => void): Promise<Standing | undefined> =>
  stand({ builder, script: 'jobs/child.ts', ...wanted }, opened)
