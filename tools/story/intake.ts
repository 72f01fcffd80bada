/** Step 4, the day-to-day of an agency: a workbook with Chinese names, an update by key, and what the zone finds a column to be. */
import { mobileFor } from '@yunhe/law/identifiers/mobile'
import { partsOf, zipOf } from '../../packages/zone/src/intake/xlsx/testing.ts'
import { ticketFor } from './data.ts'
import type { Teller } from './teller.ts'

const cards = {
  title: '市民卡换领登记',
  dataset: 'card_renewals',
  domain: 'transport',
  fields: [
    { name: 'number', type: 'text', personal: 'none', required: true, title: '登记编号', grade: 'general-2' },
    { name: 'contact', type: 'text', personal: 'none', required: true, title: '联系方式', grade: 'general-2' },
    { name: 'district', type: 'text', personal: 'none', required: true, title: '区县', grade: 'general-2' },
    { name: 'renewed_on', type: 'date', personal: 'none', required: true, title: '换领日期', grade: 'general-2' },
  ],
  keyColumns: ['number'],
  openAttribute: 'conditional',
  secrecy: false,
  updateCycle: '每日',
  summary: '市民卡换领登记，用于演示工作簿供数、按主键更新和字段分类分级。',
}

const districts = ['梁溪区', '锡山区', '惠山区', '滨湖区', '新吴区']
const daysFrom1900To2026 = 46_023
const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`

interface Card {
  readonly number: string
  readonly contact: string
  readonly district: string
  /** As a workbook counts days. */
  readonly day: number
}

const card = (at: number): Card => ({
  number: `K${String(at).padStart(6, '0')}`,
  contact: mobileFor('138', at),
  district: districts[at % districts.length] ?? '',
  day: daysFrom1900To2026 + (at % 60),
})

/** Days are numbers with a format, as every spreadsheet writes them. */
const workbookOf = (rows: readonly Card[]): Buffer => {
  const head = `<row r="1">${cards.fields.map(({ title }, at) => cell(`${'ABCD'.charAt(at)}1`, title)).join('')}</row>`
  const body = rows.map(
    ({ number, contact, district, day }, at) =>
      `<row r="${at + 2}">${cell(`A${at + 2}`, number)}${cell(`B${at + 2}`, contact)}${cell(`C${at + 2}`, district)}<c r="D${at + 2}" s="1"><v>${day}</v></c></row>`,
  )
  const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="31"/></cellXfs>'
  return zipOf(partsOf([{ name: '换领登记', rows: `${head}${body.join('')}` }], { styles }))
}

const count = 600

export const theIntake = async (story: Teller): Promise<void> => {
  const plural = 'catalog-items'
  const id = await story.does('transport', { plural, act: 'register', asked: cards })
  await story.does('transport', { plural, act: 'govern', id, asked: { statement: '已完成治理和质量核验。' } })
  await story.settle()
  const zone = await ticketFor(story, 'transport', 'intake', id)
  const place = `/datasets/${cards.dataset}/files`
  const whole = await zone.upload(`${place}?format=xlsx`, workbookOf(Array.from({ length: count }, (_, at) => card(at))))
  story.check(
    'zone.deliver',
    undefined,
    whole.body.outcome === 'accepted' && whole.body.rows === count,
    `工作簿（中文字段名）在隔离环境中逐行核对，接收 ${whole.body.rows} 行。`,
    `a workbook with Chinese names is read in the sandbox: ${whole.body.rows} rows`,
  )
  const changed = [card(1), card(2), card(count), card(count + 1)].map(
    ({ number, contact, district }) => `${number};${contact};${district};2026-04-02`,
  )
  const lines = `${cards.fields.map(({ title }) => title).join(';')}\n${changed.join('\n')}\n`
  const update = await zone.upload(`${place}?format=csv&mode=upsert`, Buffer.from(lines))
  story.check(
    'zone.deliver',
    undefined,
    update.body.outcome === 'accepted' && update.body.totalRows === count + 2 && update.body.chosen.delimiter === ';',
    `以分号分隔的增量文件按主键更新：4 行送达，现行版本共 ${update.body.totalRows} 行。`,
    `an update separated by semicolons, by key: 4 rows arrive, the version in force has ${update.body.totalRows}`,
  )
  await story.clock('2026-04-03T10:00:00+08:00')
  await story.settle()
  await decided(story, id)
}

/** The agency registered the column as nobody's; the zone found mobile numbers in it. */
const decided = async (story: Teller, id: string): Promise<void> => {
  const item = async () => (await (await story.as('transport')).get(`/api/cases/catalog-items/${id}`)).body.state
  const found = (await item()).classification
  story.check(
    'catalog-item.note-delivery',
    undefined,
    found?.[0]?.name === 'contact' && found[0].kind === 'mobile' && found[0].standing === 'open',
    '授权运营域发现“联系方式”列为手机号，附相符比例，待提供机构确认。',
    'the zone finds that the column “contact” holds mobile numbers, with the share that fits; the agency has to decide',
  )
  const asked = { columns: [{ name: 'contact', personal: 'identifier', grade: 'general-3' }] }
  const deed = { plural: 'catalog-items', act: 'confirm-classification', id }
  await story.isRefused('statistics', { ...deed, asked }, 'W6-2')
  await story.does('transport', { ...deed, asked })
  await story.settle()
  story.check(
    'catalog-item.note-contract',
    undefined,
    (await item()).contractBehind === false,
    '字段分级提高后，授权运营域已按新分级更新约定，此后方可授权。',
    'with the higher mark the zone’s contract has followed; only now may it be granted',
  )
}
