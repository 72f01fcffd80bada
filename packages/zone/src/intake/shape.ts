/** The shape of a value, which is not the value: digits as 9, letters as a, Chinese as 字, what else is unusual as a question mark. */

const kept = ' ._:/@,+()#%-'
const longest = 40

/** In the engine, for a column as text. */
export const shapeSql = (column: string): string => {
  const text = `CAST(${column} AS VARCHAR)`
  const digits = `regexp_replace(left(${text}, ${longest}), '[0-9]', '9', 'g')`
  const letters = `regexp_replace(${digits}, '[A-Za-z]', 'a', 'g')`
  const chinese = `regexp_replace(${letters}, '\\p{Han}', '字', 'g')`
  return `regexp_replace(${chinese}, '[^9a字 ._:/@,+()#%-]', '?', 'g')`
}

export const shapeOf = (value: string): string =>
  [...value.slice(0, longest)]
    .map((sign) => {
      if (/[0-9]/.test(sign)) return '9'
      if (/[A-Za-z]/.test(sign)) return 'a'
      if (/\p{Script=Han}/u.test(sign)) return '字'
      return kept.includes(sign) ? sign : '?'
    })
    .join('')

/** `999999` is written `9{6}`, so that many lengths of one kind are read as few. */
export const folded = (shape: string): string => shape.replace(/(.)\1{3,}/gu, (run, sign: string) => `${sign}{${[...run].length}}`)
