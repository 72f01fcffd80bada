/** Writes an ONNX file. */
import { PbfWriter } from 'pbf'
import {
  elementTypes,
  mlDomain,
  type OnnxAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
  onnxVersions,
} from './format.ts'

export const onnxBytes = (model: OnnxModel): Uint8Array => {
  const file = new PbfWriter()
  file.writeVarintField(1, onnxVersions.ir)
  file.writeStringField(2, 'yunhe')
  file.writeMessage(7, writeGraph, model)
  file.writeMessage(8, writeOperatorSet, { domain: '', version: onnxVersions.main })
  file.writeMessage(8, writeOperatorSet, { domain: mlDomain, version: onnxVersions.ml })
  for (const [key, value] of Object.entries(model.properties)) file.writeMessage(14, writeProperty, { key, value })
  return file.finish()
}

const writeOperatorSet = ({ domain, version }: { readonly domain: string; readonly version: number }, to: PbfWriter): void => {
  if (domain !== '') to.writeStringField(1, domain)
  to.writeVarintField(2, version)
}

const writeProperty = ({ key, value }: { readonly key: string; readonly value: string }, to: PbfWriter): void => {
  to.writeStringField(1, key)
  to.writeStringField(2, value)
}

const writeGraph = ({ nodes, tensors, inputs, outputs }: OnnxModel, to: PbfWriter): void => {
  for (const node of nodes) to.writeMessage(1, writeNode, node)
  to.writeStringField(2, 'model')
  for (const tensor of tensors) to.writeMessage(5, writeTensor, tensor)
  for (const value of inputs) to.writeMessage(11, writeValue, value)
  for (const value of outputs) to.writeMessage(12, writeValue, value)
}

const writeNode = ({ operator, domain, inputs, outputs, attributes }: OnnxNode, to: PbfWriter): void => {
  for (const input of inputs) to.writeStringField(1, input)
  for (const output of outputs) to.writeStringField(2, output)
  to.writeStringField(4, operator)
  for (const attribute of attributes) to.writeMessage(5, writeAttribute, attribute)
  if (domain !== '') to.writeStringField(7, domain)
}

/** Field 20 names the kind of value, as readers demand. */
const writeAttribute = (attribute: OnnxAttribute, to: PbfWriter): void => {
  to.writeStringField(1, attribute.name)
  if ('float' in attribute) {
    to.writeFloatField(2, attribute.float)
    to.writeVarintField(20, 1)
  } else if ('int' in attribute) {
    to.writeVarintField(3, attribute.int)
    to.writeVarintField(20, 2)
  } else if ('string' in attribute) {
    to.writeBytesField(4, Buffer.from(attribute.string))
    to.writeVarintField(20, 3)
  } else if ('floats' in attribute) {
    for (const value of attribute.floats) to.writeFloatField(7, value)
    to.writeVarintField(20, 6)
  } else if ('ints' in attribute) {
    for (const value of attribute.ints) to.writeVarintField(8, value)
    to.writeVarintField(20, 7)
  } else {
    for (const value of attribute.strings) to.writeBytesField(9, Buffer.from(value))
    to.writeVarintField(20, 8)
  }
}

const writeTensor = ({ name, dims, type, floats = [], ints = [], strings = [] }: OnnxTensor, to: PbfWriter): void => {
  for (const dim of dims) to.writeVarintField(1, dim)
  to.writeVarintField(2, type)
  if (type === elementTypes.float) to.writePackedFloat(4, [...floats])
  if (type === elementTypes.int64) to.writePackedVarint(7, [...ints])
  for (const text of strings) to.writeBytesField(6, Buffer.from(text))
  to.writeStringField(8, name)
}

const writeValue = ({ name, type, shape }: OnnxValue, to: PbfWriter): void => {
  to.writeStringField(1, name)
  to.writeMessage(2, (_: null, kind: PbfWriter) => kind.writeMessage(1, writeTensorType, { type, shape }), null)
}

const writeTensorType = ({ type, shape }: Pick<OnnxValue, 'type' | 'shape'>, to: PbfWriter): void => {
  to.writeVarintField(1, type)
  to.writeMessage(
    2,
    (_: null, all: PbfWriter) => {
      for (const dim of shape)
        all.writeMessage(
          1,
          (one: number | string, into: PbfWriter) =>
            typeof one === 'number' ? into.writeVarintField(1, one) : into.writeStringField(2, one),
          dim,
        )
    },
    null,
  )
}
