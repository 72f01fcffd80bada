/** The report as a PDF on A4, with a font that has the Chinese signs inside (article 3). */
import { createWriteStream } from 'node:fs'
import { createRequire } from 'node:module'
import { finished } from 'node:stream/promises'
import PDFDocument from 'pdfkit'
import type { Block } from '../orders.ts'
import { inShanghai, written } from '../time.ts'
import { axesOf, type Drawn, labelOf, mostInDrawing, mostInTable, type Titled } from './page.ts'

const { resolve } = createRequire(import.meta.url)
const fonts = {
  plain: resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
}
const blue = '#0b5cad'
const [left, right, bottom] = [50, 545, 790]

/** The same rows and the same instant give the same bytes. */
export const writePdf = async (file: string, titled: Titled, blocks: readonly Block[], drawn: Drawn): Promise<void> => {
  const { spec, atMs } = titled
  const at = new Date(atMs)
  const document = new PDFDocument({
    size: 'A4',
    margin: left,
    info: { Title: spec.name, Author: spec.operator, CreationDate: at, ModDate: at },
  })
  const out = document.pipe(createWriteStream(file, { mode: 0o600 }))
  document.font(fonts.bold).fontSize(18).text(spec.name)
  const head = `产品 ${spec.product} · 第${spec.version}版 · 运营单位 ${spec.operator} · 生成于 ${inShanghai(written(atMs))}（北京时间）`
  document.font(fonts.plain).fontSize(9).fillColor('#555').text(head).moveDown()
  for (const block of blocks) {
    room(document, 90)
    document.font(fonts.bold).fontSize(13).fillColor('black').text(block.title, left).moveDown(0.4)
    if (block.draw === 'table') table(document, drawn)
    else bars(document, block, drawn)
    document.moveDown()
  }
  document.end()
  await finished(out)
}

type Pdf = InstanceType<typeof PDFDocument>

const room = (document: Pdf, height: number): void => {
  if (document.y + height > bottom) document.addPage()
}

const table = (document: Pdf, { columns, rows }: Drawn): void => {
  const wide = (right - left) / Math.max(1, columns.length)
  const line = (cells: readonly string[], font: string): void => {
    room(document, 18)
    const { y } = document
    document.font(font).fontSize(9).fillColor('black')
    for (const [at, text] of cells.entries())
      document.text(text, left + at * wide, y, { width: wide - 6, height: 14, ellipsis: true, lineBreak: false })
    document
      .moveTo(left, y + 15)
      .lineTo(right, y + 15)
      .lineWidth(0.5)
      .strokeColor('#ccc')
      .stroke()
    document.x = left
    document.y = y + 18
  }
  line(columns, fonts.bold)
  for (const row of rows.slice(0, mostInTable)) line(row.map(labelOf), fonts.plain)
}

/** On paper a line is drawn as bars too: a label beside each value is what a reader looks for. */
const bars = (document: Pdf, block: Block, drawn: Drawn): void => {
  const [over, value] = axesOf(block, drawn)
  const points = drawn.rows.slice(0, mostInDrawing).map((row) => ({ label: labelOf(row[over]), value: Number(row[value] ?? 0) }))
  const most = Math.max(...points.map((point) => Math.abs(point.value)), Number.MIN_VALUE)
  for (const point of points) {
    room(document, 18)
    const { y } = document
    document.font(fonts.plain).fontSize(9).fillColor('black')
    document.text(point.label, left, y, { width: 130, height: 14, ellipsis: true, lineBreak: false })
    document.rect(left + 140, y + 1, Math.max(1, (Math.abs(point.value) / most) * 260), 11).fill(blue)
    document.fillColor('black').text(labelOf(point.value), left + 410, y, { width: 85, height: 14, lineBreak: false })
    document.x = left
    document.y = y + 18
  }
}
