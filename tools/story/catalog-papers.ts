/** What the agencies of the story and the demonstration enter in the catalog. */
import { peopleContract } from '../seed/contracts.ts'

/** 3,000,000 real flights; below the project's root. */
export const flightsFile = 'node_modules/vega-datasets/data/flights-3m.parquet'

interface Column {
  readonly name: string
  readonly type: string
  readonly personal: string
  readonly required: boolean
}

const field = ({ name, type, personal, required }: Column) => ({
  name,
  type,
  personal,
  required,
  title: name,
  grade: personal === 'none' ? 'general-2' : 'general-3',
})

const plain = (name: string, type: string, required = true) => field({ name, type, personal: 'none', required })

export const flights = {
  title: '航班运行数据',
  dataset: 'flights',
  domain: 'transport',
  fields: [
    plain('date', 'timestamp'),
    plain('delay', 'integer', false),
    plain('distance', 'integer'),
    plain('origin', 'text'),
    plain('destination', 'text'),
  ],
  openAttribute: 'conditional',
  secrecy: false,
  updateCycle: '每月',
  summary: '航班的起降机场、时刻、里程与延误分钟数。',
}

export const residents = {
  title: '常住人口样本数据',
  dataset: 'residents',
  domain: 'social-insurance',
  fields: peopleContract.columns.map(field),
  openAttribute: 'conditional',
  secrecy: false,
  subjectColumn: peopleContract.subject?.column,
  oneRow: true,
  updateCycle: '每年',
  summary: '合成城市的居民样本，用于演示脱敏与重识别风险测量。',
}

export const checkups = {
  title: '体检登记数据',
  dataset: 'checkups',
  domain: 'health',
  fields: [
    field({ name: 'id_number', type: 'text', personal: 'identifier', required: true }),
    field({ name: 'clinic', type: 'integer', personal: 'sensitive', required: true }),
    field({ name: 'pulse', type: 'integer', personal: 'sensitive', required: true }),
  ],
  openAttribute: 'conditional',
  secrecy: false,
  subjectColumn: 'id_number',
  oneRow: true,
  updateCycle: '每年',
  summary: '合成城市的体检登记，用于演示融合风险的自动识别。',
}
