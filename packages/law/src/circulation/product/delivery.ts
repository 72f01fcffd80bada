/** Article 3: what a product is made of and how it reaches its consumers, as the operator writes it down and the zone is ordered to serve it. */
import { z } from 'zod'
import {
  drawings,
  fileFormats,
  kindShape,
  type ProductDelivery,
  type ProductForm,
  productDeliveries,
  productSources,
} from '../../identifiers/kinds.ts'
import { documentShape, idShape, nameShape } from '../../kernel/shapes.ts'
import type { Words } from '../../kernel/words.ts'
import { maskShape } from '../shapes.ts'

/** Each form of article 3 has its ways of delivery. */
export const deliveriesByForm: Readonly<Record<ProductForm, readonly ProductDelivery[]>> = {
  dataset: ['file'],
  api: ['look-up', 'aggregates'],
  model: ['score'],
  tool: ['aggregates', 'look-up', 'score'],
  application: ['dashboard'],
  service: ['look-up', 'aggregates', 'dashboard', 'score'],
  report: ['report'],
}

export const deliveryFields = {
  source: kindShape(productSources).default('query'),
  sql: documentShape.optional(),
  table: nameShape.optional(),
  model: idShape.optional(),
  delivery: kindShape(productDeliveries).default('look-up'),
  formats: z.array(kindShape(fileFormats)).max(3).default([]),
  charts: z
    .array(
      z.object({
        title: z.string().trim().min(1).max(100),
        draw: kindShape(drawings),
        over: nameShape.optional(),
        value: nameShape.optional(),
      }),
    )
    .max(12)
    .default([]),
  masks: z.array(maskShape).max(50).default([]),
  cacheSeconds: z.int().min(0).max(86_400).default(0),
}
const deliveryShape = z.object(deliveryFields)
export type Delivery = Readonly<z.infer<typeof deliveryShape>>

/** As a product stood that was drafted before there was a choice. */
export const plainDelivery = {
  source: 'query',
  delivery: 'look-up',
  formats: [],
  charts: [],
  masks: [],
  cacheSeconds: 0,
} as const satisfies Delivery

/** What is delivered whole cannot be asked for in part. */
export const isWhole = (delivery: ProductDelivery): boolean => delivery === 'file' || delivery === 'report'

export const fits = (form: ProductForm | undefined, delivery: ProductDelivery): boolean =>
  form === undefined || deliveriesByForm[form].includes(delivery)

/** Whether what the source and the way of delivery need has been filled in. */
export const isComplete = ({ source, sql, table, model, delivery, formats, charts, masks }: Delivery): boolean => {
  const made = { query: sql, table, model }[source] !== undefined
  const fromModel = (source === 'model') === (delivery === 'score')
  const told = delivery === 'file' ? formats.length > 0 : delivery === 'report' || delivery === 'dashboard' ? charts.length > 0 : true
  return made && fromModel && told && masks.every(({ mask, roundTo }) => mask !== 'round' || roundTo !== undefined)
}

export const sourceAsOrdered = ({ source, sql = '', table = '', model = '' }: Delivery) => {
  if (source === 'table') return { from: source, table }
  return source === 'model' ? { from: source, model } : { from: source, sql }
}

export const deliveryAsOrdered = ({ delivery, formats, charts }: Delivery) => {
  if (delivery === 'file') return { by: delivery, formats }
  return delivery === 'report' || delivery === 'dashboard' ? { by: delivery, blocks: charts } : { by: delivery }
}

export const incompleteWords: Words = {
  zh: '来源或者交付方式所需内容未填写：查询须写查询语句，数据表、模型须写名称，文件须选格式，报告、看板须列图表，模型只可用于评分，取整须写步长',
  en: 'what the source or the delivery needs is missing: a query its text, a table or model its name, a file its formats, a report or dashboard its charts; only a model scores; rounding needs its step',
}
