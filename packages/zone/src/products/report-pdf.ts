/** The report as a PDF on A4, with a font that has the Chinese signs inside (article 3). */
import { createWriteStream } from 'node:fs'
import { createRequire } from 'node:module'
import { finished } from 'node:stream/promises'
import PDFDocument from 'pdfkit'
import type { Block } from '../orders.ts'
import { inShanghai, written } from '../time.ts'
import { axesOf, cutOf, type Drawn, labelOf, mostInDrawing, mostInTable, type Titled } from './page.ts'

const { resolve } = createRequire(import.meta.url)
const fonts = {
  plain: resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
}
const blue = '#0b5cad'
const [left, right, bottom, footer] = [50, 545, 780, 805]

/** The same rows and the same instant give the same bytes. */
export const writePdf = async (file: string, titled: Titled, blocks: readonly Block[], drawn: Drawn): Promise<void> => {
  const { spec, atMs } = titled
  const at = new Date(atMs)
  const document = new PDFDocument({
    size: 'A4',
    margin: left,
    bufferPages: true,
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
    const cut = cutOf(block, drawn)
    if (cut !== '') {
      room(document, 18)
      document.font(fonts.plain).fontSize(9).fillColor('#555').text(cut, left)
    }
    document.moveDown()
  }
  numbered(document, spec.name)
  document.end()
  await finished(out)
}

type Pdf = InstanceType<typeof PDFDocument>

/** Written when all is there: only then is it known how many pages there are. */
const numbered = (document: Pdf, name: string): void => {
  const { count } = document.bufferedPageRange()
  for (let page = 0; page < count; page++) {
    document.switchToPage(page)
    // Below the margin a text would begin another page.
    document.page.margins.bottom = 0
    document.font(fonts.plain).fontSize(8).fillColor('#555')
    document.text(name, left, footer, { width: 380, height: 12, ellipsis: true, lineBreak: false })
    document.text(`第 ${page + 1} 页，共 ${count} 页`, right - 110, footer, { width: 110, align: 'right', lineBreak: false })
  }
}

/** @returns whether it goes on on a new page */
const room = (document: Pdf, height: number): boolean => {
  if (document.y + height <= bottom) return false
  document.addPage()
  return true
}

/** Each page begins with the names of the columns; numbers stand below each other at their ends. */
const table = (document: Pdf, { columns, rows }: Drawn): void => {
  const wide = (right - left) / Math.max(1, columns.length)
  const areNumbers = columns.map((_, at) => rows.length > 0 && rows.every((row) => typeof row[at] === 'number' || row[at] === null))
  const line = (cells: readonly string[], font: string): void => {
    const { y } = document
    document.font(font).fontSize(9).fillColor('black')
    for (const [at, text] of cells.entries()) {
      const align = areNumbers[at] ? 'right' : 'left'
      document.text(text, left + at * wide, y, { width: wide - 6, height: 14, ellipsis: true, lineBreak: false, align })
    }
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
  for (const row of rows.slice(0, mostInTable)) {
    if (room(document, 18)) line(columns, fonts.bold)
    line(row.map(labelOf), fonts.plain)
  }
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
    document.fillColor('black').text(labelOf(point.value), left + 410, y, { width: 85, height: 14, lineBreak: false, align: 'right' })
    document.x = left
    document.y = y + 18
  }
}
