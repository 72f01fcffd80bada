import type { FileMediaType } from '@yunhe/law'
import { describe, expect, it } from 'vitest'
import { lookingFor } from './content.ts'

/** Stored, without compression: as much of a ZIP archive as a reader of names looks at. */
const zipOf = (names: readonly string[], unpackedBytes = 10): Buffer => {
  const header = (signature: number, size: number, name: string) => {
    const bytes = Buffer.alloc(size + Buffer.byteLength(name))
    bytes.writeUInt32LE(signature, 0)
    bytes.writeUInt16LE(Buffer.byteLength(name), size === 30 ? 26 : 28)
    if (size === 46) bytes.writeUInt32LE(unpackedBytes, 24)
    bytes.write(name, size)
    return bytes
  }
  const local = Buffer.concat(names.map((name) => header(0x04034b50, 30, name)))
  const central = Buffer.concat(names.map((name) => header(0x02014b50, 46, name)))
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(names.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const word = ['[Content_Types].xml', 'word/document.xml']

/** In pieces of three bytes: no sign is missed where it stands across two. */
const isIt = (mediaType: FileMediaType, bytes: Uint8Array | string, stepBytes = 3): boolean => {
  const looking = lookingFor(mediaType)
  const all = Buffer.from(bytes)
  for (let at = 0; at < all.length; at += stepBytes) looking.see(all.subarray(at, at + stepBytes))
  return looking.isIt()
}

describe('what a file is said to be', () => {
  it.each<[FileMediaType, Uint8Array | string, boolean, string]>([
    ['application/pdf', '%PDF-1.7\n…', true, 'a PDF'],
    ['application/pdf', 'MZ\u0090', false, 'a program'],
    ['application/pdf', '<html>%PDF-', false, 'a page with the sign of a PDF further on'],
    ['application/pdf', '', false, 'nothing'],
    ['image/png', Buffer.from('89504e470d0a1a0a00', 'hex'), true, 'a PNG'],
    ['image/png', Buffer.from('ffd8ffe0', 'hex'), false, 'a JPEG'],
    ['image/jpeg', Buffer.from('ffd8ffe0', 'hex'), true, 'a JPEG'],
    ['image/jpeg', '<svg xmlns="…"/>', false, 'an SVG'],
    ['text/csv', '名称,数量\n水位,1\n', true, 'UTF-8'],
    ['text/csv', Buffer.from('cbaecebb2c310a', 'hex'), true, 'GB18030'],
    ['text/csv', Buffer.from('ff00fe', 'hex'), false, 'neither'],
    ['text/plain', '一、方案', true, 'plain text'],
    ['text/plain', 'a < b', true, 'a sign that is no markup'],
    ['text/plain', '\uFEFF  <!DOCTYPE html>', false, 'a page'],
    ['text/plain', '<script>', false, 'a script'],
    ['text/plain', '<?xml version="1.0"?><svg/>', false, 'an SVG'],
    ['text/plain', '#!/bin/sh\n', false, 'a program of a shell'],
    ['text/plain', 'a\u0000b', false, 'a control character'],
    [docx, zipOf(word), true, 'a document'],
    [docx, zipOf(['[Content_Types].xml', 'xl/workbook.xml']), false, 'a workbook'],
    [xlsx, zipOf(['[Content_Types].xml', 'xl/workbook.xml']), true, 'a workbook'],
    [docx, zipOf(['a.txt']), false, 'some archive'],
    [docx, zipOf([...word, 'word/vbaProject.bin']), false, 'a document with macros'],
    [docx, zipOf([...word, 'word/embeddings/a.EXE']), false, 'a document with a program'],
    [docx, zipOf(word, 2 ** 29), false, 'an archive that unpacks to more than a machine can hold'],
    [docx, zipOf(word).subarray(0, -30), false, 'a document cut off'],
  ])('%s: %s is %s (%s)', (mediaType, bytes, is) => expect(isIt(mediaType, bytes)).toBe(is))

  it('is looked for in a long file too', () => {
    expect(isIt('text/plain', `${'字'.repeat(700_000)}\n`, 2 ** 20)).toBe(true)
    expect(isIt('text/plain', `${'字'.repeat(700_000)}\u0000`, 2 ** 20)).toBe(false)
  })
})
