/** What a job took, measured from outside its process: a process that was taken over cannot make its bill smaller (article 16). */
import { readFileSync } from 'node:fs'
import type { Sandbox } from './sandbox.ts'

export interface JobMeter {
  readonly cpuSeconds: number
  /** The most it held at once: of its control group where there is one, with what lies in its work folder; else of its process. */
  readonly peakMemoryBytes: number
  /** Bytes that were decrypted for it; 0 where they lay open in the workspace already. */
  readonly decryptedBytes: number
  /** Bytes of the opened parts it could read. */
  readonly readBytes: number
  readonly rowsOut: number
  readonly wallSeconds: number
}

export const noMeter: JobMeter = { cpuSeconds: 0, peakMemoryBytes: 0, decryptedBytes: 0, readBytes: 0, rowsOut: 0, wallSeconds: 0 }

export type Taken = Pick<JobMeter, 'cpuSeconds' | 'peakMemoryBytes'>
export interface Gauge {
  /** Looks once more and answers the most that was seen; to be called while the process is still there. */
  readonly read: () => Taken
  readonly close: () => void
}

/** Processor time is counted by the kernel in hundredths of a second on every Linux. */
const ticksPerSecond = 100
const everyMs = 250

/** A sandbox may have stood before the job took it: what it spent until then is not the job's. */
export const gaugeOf = (sandbox: Pick<Sandbox, 'processes' | 'memoryPeak'>): Gauge => {
  const before = cpuSecondsOf(sandbox.processes())
  let most: Taken = { cpuSeconds: 0, peakMemoryBytes: 0 }
  const read = (): Taken => {
    const processes = sandbox.processes()
    const peak = sandbox.memoryPeak() ?? Math.max(0, ...processes.map(residentPeakOf))
    most = {
      cpuSeconds: Math.max(most.cpuSeconds, cpuSecondsOf(processes) - before),
      peakMemoryBytes: Math.max(most.peakMemoryBytes, peak),
    }
    return most
  }
  const timer = setInterval(read, everyMs)
  timer.unref()
  return { read, close: () => clearInterval(timer) }
}

const cpuSecondsOf = (processes: readonly number[]): number => processes.reduce((sum, pid) => sum + ticksOf(pid), 0) / ticksPerSecond

/** User and system time of the process and of the children it has waited for: fields 14 to 17, after a name that may hold anything. */
const ticksOf = (pid: number): number => {
  const fields = textOf(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? []
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
}

const residentPeakOf = (pid: number): number => Number(/^VmHWM:\s+(\d+) kB/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0) * 1024

/** A process that has gone answers nothing. */
const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
