/** As much of the ONNX file format as models of tables need: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto by its field numbers. */

/** Element types of tensors by their number in the format. */
export const elementTypes = { float: 1, int32: 6, int64: 7, string: 8, bool: 9, double: 11 } as const

export interface OnnxTensor {
  readonly name: string
  readonly dims: readonly number[]
  readonly type: number
  readonly floats?: readonly number[]
  readonly ints?: readonly number[]
  readonly strings?: readonly string[]
}

export type OnnxAttribute =
  | { readonly name: string; readonly float: number }
  | { readonly name: string; readonly int: number }
  | { readonly name: string; readonly string: string }
  | { readonly name: string; readonly floats: readonly number[] }
  | { readonly name: string; readonly ints: readonly number[] }
  | { readonly name: string; readonly strings: readonly string[] }

export interface OnnxNode {
  readonly operator: string
  readonly domain: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: readonly OnnxAttribute[]
}

/** A tensor that goes in or out: its element type and shape; a name where the number of rows stands. */
export interface OnnxValue {
  readonly name: string
  readonly type: number
  readonly shape: readonly (number | string)[]
}

export interface OnnxModel {
  readonly nodes: readonly OnnxNode[]
  readonly tensors: readonly OnnxTensor[]
  readonly inputs: readonly OnnxValue[]
  readonly outputs: readonly OnnxValue[]
  readonly properties: Readonly<Record<string, string>>
}

export const onnxVersions = { ir: 8, main: 17, ml: 3 } as const
export const mlDomain = 'ai.onnx.ml'
