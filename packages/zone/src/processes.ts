/** Whether a process is there, for what a killed zone left behind under its number. */

/** A process of another user is there too, though it may not be asked. */
export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (fault) {
    return !(fault instanceof Error && 'code' in fault && fault.code === 'ESRCH')
  }
}
