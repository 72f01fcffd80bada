/** Reads one field of a form that may still be empty, for facts that depend on what is asked. */
export const textIn = (asked: Readonly<Record<string, unknown>> | undefined, field: string): string => {
  const value = asked?.[field]
  return typeof value === 'string' ? value : ''
}
