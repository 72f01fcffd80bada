/** A fault as it is logged: where and what, and none of the values that a database puts into its messages. */

export type FaultLine = {
  readonly type: string
  readonly message: string
  readonly stack: string
  readonly code?: string
  readonly table?: string
  readonly constraint?: string
}

/** Everything else of a database's error (detail, where, hint) may repeat a row. */
export const faultLine = (fault: unknown): FaultLine => {
  if (!(fault instanceof Error)) return { type: typeof fault, message: '', stack: '' }
  const { code, table, constraint } = fault as Error & { code?: unknown; table?: unknown; constraint?: unknown }
  const message = typeof code === 'string' && repeatsValues(code) ? `database error ${code}` : fault.message
  return {
    type: fault.name,
    message,
    stack: framesOf(fault),
    ...(typeof code === 'string' && { code }),
    ...(typeof table === 'string' && { table }),
    ...(typeof constraint === 'string' && { constraint }),
  }
}

/** SQLSTATE class 22, data exceptions: `invalid input syntax for type integer: "…"`. */
const repeatsValues = (code: string): boolean => /^22[0-9A-Z]{3}$/.test(code)

/** The first lines of a stack are the message again. */
const framesOf = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
