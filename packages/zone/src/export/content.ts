/** The bytes of a file where only text can stand, as in JSON or in a sealed paper: text as it is, a model in base64. */
import { createHash } from 'node:crypto'
import type { FileFormat } from './kinds.ts'

export type Encoding = 'utf8' | 'base64'

export interface Content {
  readonly format: FileFormat
  /** In the encoding of its format. */
  readonly text: string
}

export const encodingOf = (format: FileFormat): Encoding => (format === 'onnx' ? 'base64' : 'utf8')

export const bytesOf = ({ format, text }: Content): Buffer => Buffer.from(text, encodingOf(format))

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')
