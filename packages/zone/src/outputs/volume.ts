/** A result is an answer, not a copy: rows and bytes are capped. */
import { deciding, type Finding, type OutputCheck } from './check.ts'

const tooManyRows = { zh: '结果行数超过上限', en: 'the result has more rows than may leave at once' }
const tooManyBytes = { zh: '结果字节数超过上限', en: 'the result has more bytes than may leave at once' }

export const volume: OutputCheck = ({ rows }, { limits }) => {
  const findings: Finding[] = []
  if (rows.length > limits.maxRows) findings.push({ code: 'too-many-rows', words: tooManyRows, place: `row ${limits.maxRows + 1}` })
  else if (Buffer.byteLength(JSON.stringify(rows)) > limits.maxBytes)
    findings.push({ code: 'too-many-bytes', words: tooManyBytes, place: 'all rows' })
  return deciding('volume', findings)
}
