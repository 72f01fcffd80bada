/** Article 24: files that are handed in with an act through the platform: which kinds it takes, how large they may be, and that each is there as it is said to be. */
import { z } from 'zod'
import { type AttachedFile, fileKinds, fileMediaTypes, isFileMediaType, mediaTypeOf } from './attached-file.ts'
import { type Matter, type Rule, rule } from './rule.ts'
import { isOneLine, textFault } from './text.ts'
import type { Words } from './words.ts'

/** A name and no way to somewhere else. */
const isPlainName = (name: string): boolean =>
  isOneLine(name) && textFault(name) === undefined && !/[/\\:*?"<>|]/.test(name) && !/^\.|\.$/.test(name)

export const fileNameShape = z.string().trim().min(1).max(150).refine(isPlainName, {
  error: '文件名不得含有路径、换行或者 / \\ : * ? " < > | 等符号 / a plain file name, without a path and without / \\ : * ? " < > |',
})

export const mostFiles = 20

/** Files of one field, told by what they are; what is in them has been sent before. */
const listShape = z
  .array(
    z.object({
      name: fileNameShape,
      mediaType: z.string().max(100),
      sizeBytes: z.int().min(1),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  )
  .max(mostFiles)
  .meta({ format: 'files', accepts: fileMediaTypes })

/** Beside a text: `attachments: attachmentsShape`. Always under this name, so that every file of a form, an entry and a case is found by it. */
export const attachmentsShape = listShape.optional()

const isFile = (value: unknown): value is AttachedFile =>
  typeof value === 'object' && value !== null && 'sha256' in value && 'mediaType' in value && 'sizeBytes' in value && 'name' in value

/** Every file of a form or of a payload, however deep it stands. */
export const filesIn = (value: unknown): readonly AttachedFile[] => {
  if (Array.isArray(value)) return value.flatMap(filesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'attachments' && Array.isArray(inner) ? inner.filter(isFile) : filesIn(inner),
  )
}

const holdsFiles = (shape: unknown): boolean => {
  if (shape === listShape) return true
  if (shape instanceof z.ZodOptional || shape instanceof z.ZodDefault) return holdsFiles(shape.unwrap())
  if (shape instanceof z.ZodArray) return holdsFiles(shape.element)
  return shape instanceof z.ZodObject && Object.values(shape.shape).some(holdsFiles)
}

/** The fields of a form that files stand in, or deeper. */
export const fileFields = (form: z.ZodType): readonly string[] =>
  form instanceof z.ZodObject ? Object.keys(form.shape).filter((field) => holdsFiles(form.shape[field])) : []

type Limits = Matter<unknown, unknown, unknown>['parameters']

const wordsOfKinds = (language: 'zh' | 'en'): string =>
  fileMediaTypes.map((one) => fileKinds[one].endings[0].toUpperCase()).join(language === 'zh' ? '、' : ', ')

interface Taken {
  readonly code: string
  readonly words: Words
  readonly takes: (file: Pick<AttachedFile, 'name' | 'mediaType' | 'sizeBytes'>, limits: Limits) => boolean
}

/** What is asked of every file, before it is sent and again with the act. */
const taken: readonly Taken[] = [
  {
    code: 'file-kind-not-taken',
    words: {
      zh: `附件只接受${wordsOfKinds('zh')}，请转换格式后重新上传`,
      en: `attached files are ${wordsOfKinds('en')} and nothing else: convert it and send it again`,
    },
    takes: ({ mediaType }) => isFileMediaType(mediaType),
  },
  {
    code: 'file-ending-not-its-kind',
    words: { zh: '附件的扩展名与其格式不符，请改正文件名', en: 'the ending of the file name is not that of its kind: rename the file' },
    takes: ({ name, mediaType }) => !isFileMediaType(mediaType) || mediaTypeOf(name) === mediaType,
  },
  {
    code: 'file-too-large',
    words: {
      zh: '附件超过单个文件的大小上限，请压缩或者拆分后重新上传',
      en: 'an attached file is larger than one file may be: make it smaller or hand it in as several',
    },
    takes: ({ sizeBytes }, { fileMebibytesMax }) => sizeBytes <= fileMebibytesMax * 2 ** 20,
  },
]

const same = (one: AttachedFile, other: AttachedFile): boolean =>
  one.sha256 === other.sha256 && one.sizeBytes === other.sizeBytes && one.mediaType === other.mediaType

/** The rules of a form with files: a rule a field, so that the right one is marked. */
export const fileRules = (fields: readonly string[]): readonly Rule<unknown, unknown, unknown>[] =>
  fields.flatMap((field) => {
    const filesOf = (asked: unknown) => filesIn({ [field]: (asked as Readonly<Record<string, unknown>>)[field] })
    return [
      ...taken.map(({ code, words, takes }) =>
        rule<unknown, unknown, unknown>(
          'A24',
          code,
          words,
          ({ asked, parameters }) => filesOf(asked).every((file) => takes(file, parameters)),
          field,
        ),
      ),
      rule<unknown, unknown, unknown>(
        'A24',
        'file-not-there',
        {
          zh: '附件未上传完成、已被清除，或者不是本人上传的，请移除后重新上传',
          en: 'an attached file is not there whole, was cleared away, or was sent by somebody else: remove it and send it again',
        },
        ({ asked, files = [] }) => filesOf(asked).every((file) => files.some((one) => same(one, file))),
        field,
      ),
    ]
  })

/** What a file is refused for before any of it is sent. */
export const sendingRules: readonly Rule<unknown, unknown, Pick<AttachedFile, 'name' | 'mediaType' | 'sizeBytes'>>[] = taken.map(
  ({ code, words, takes }) => rule('A24', code, words, ({ asked, parameters }) => takes(asked, parameters)),
)

interface Holding {
  readonly attachments?: readonly AttachedFile[] | undefined
}

/** What is handed in with an act stands with the first thing it records. */
export const withFiles = <Event extends Holding>(asked: unknown, events: readonly Event[]): readonly Event[] => {
  const { attachments } = asked as Holding
  const [first, ...others] = events
  return first === undefined || attachments === undefined || attachments.length === 0 ? events : [{ ...first, attachments }, ...others]
}

/** A case is folded without them: they are read where they were handed in. */
export const withoutFiles = <Event extends Holding>(event: Event): Event => {
  if (event.attachments === undefined) return event
  const { attachments: _, ...rest } = event
  return rest as Event
}
