/** A figure of a model: three digits are what is known of it. */
export const figureText = (value: number | null | undefined): string =>
  value === undefined || value === null ? '' : Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)))
