/** Article 24: what is said of a file that is handed in with an act, and of which kinds it may be. */
import type { Words } from './words.ts'

/** A file as the ledger knows it: never its content. */
export interface AttachedFile {
  /** May name a person: it rests sealed like every other text of the payload. */
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
  /** Hex. */
  readonly sha256: string
}

interface FileKind extends Words {
  /** How such a file's name ends; the first is what people mean by it. */
  readonly endings: readonly [string, ...string[]]
}

/** What can be read with any office program and carries no program of its own. */
export const fileKinds = {
  'application/pdf': { zh: 'PDF 文档', en: 'PDF document', endings: ['pdf'] },
  'image/png': { zh: 'PNG 图片', en: 'PNG picture', endings: ['png'] },
  'image/jpeg': { zh: 'JPEG 图片', en: 'JPEG picture', endings: ['jpg', 'jpeg'] },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { zh: 'Word 文档', en: 'Word document', endings: ['docx'] },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { zh: 'Excel 工作簿', en: 'Excel workbook', endings: ['xlsx'] },
  'text/csv': { zh: 'CSV 表格', en: 'CSV table', endings: ['csv'] },
  'text/plain': { zh: '纯文本', en: 'plain text', endings: ['txt'] },
} as const satisfies Record<string, FileKind>
export type FileMediaType = keyof typeof fileKinds
export const fileMediaTypes = Object.keys(fileKinds) as readonly FileMediaType[]

export const isFileMediaType = (mediaType: string): mediaType is FileMediaType => Object.hasOwn(fileKinds, mediaType)

const endingOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1).toLowerCase()

/** By the ending of its name; nothing for what is not taken. */
export const mediaTypeOf = (name: string): FileMediaType | undefined =>
  fileMediaTypes.find((mediaType) => (fileKinds[mediaType].endings as readonly string[]).includes(endingOf(name)))
