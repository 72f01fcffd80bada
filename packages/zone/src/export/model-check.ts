/** What must hold of a model that leaves: its verdict stands, and the file is byte for byte what the zone writes of the model that was judged (article 16). */
import { checkOnnx, onnxRefusals } from '../models/onnx/check.ts'
import { textsIn } from '../models/onnx/texts.ts'
import type { ModelFile } from '../models/room.ts'
import { bytesOf, type Content, sha256 } from './content.ts'
import type { ExportFinding } from './report.ts'
import type { Frozen } from './snapshot.ts'

/** What the registry of the workspace says of a model now. */
export type AskedModel = (model: string) => Promise<ModelFile | undefined>

const gone = {
  zh: '该模型已不在工作空间的模型目录中',
  en: 'the model is no longer among those of the workspace',
}
const differs = {
  zh: '文件与授权运营域就该模型写出的文件不一致',
  en: 'the file is not the one the zone writes of this model',
}

export const modelFindings = async (files: readonly Frozen[], asked: AskedModel): Promise<readonly ExportFinding[]> => {
  const found: ExportFinding[] = []
  for (const file of files) if (file.model !== undefined) found.push(...(await findingsIn(file, file.model.model, asked)))
  return found
}

const findingsIn = async ({ name, sha256: hash }: Frozen, model: string, asked: AskedModel): Promise<readonly ExportFinding[]> => {
  const now = await asked(model)
  if (now === undefined) return [{ code: 'model-gone', words: gone, place: name }]
  const failed = now.view.verdict.checks.flatMap(({ findings }) => findings.map((one) => ({ ...one, place: `${name}: ${one.place}` })))
  if (failed.length > 0 || now.bytes === undefined) return failed
  return sha256(now.bytes) === hash ? [] : [{ code: 'model-differs', words: differs, place: name }]
}

/** The same bounds as for a stranger's model: who takes the file away must be able to rely on what is in it. */
export const onnxFindings = (file: Content & { readonly name: string }): readonly ExportFinding[] => {
  const answer = checkOnnx(bytesOf(file))
  return answer.ok ? [] : answer.refusals.map((code) => ({ code, words: onnxRefusals[code], place: file.name }))
}

/** Every text that stands in the file of a model. */
export const textsOf = (file: Content): readonly string[] => textsIn(bytesOf(file))

/** Those that people could have chosen: names of columns, categories, the card. Digits of the zone's own hashes look like anything. */
export const textsByPeople = (file: Frozen): readonly string[] =>
  textsOf(file).filter((text) => text !== file.model?.hash && text !== file.model?.model)
