import { expect, it } from 'vitest'
import { imageTypeOf, kindOf, textOf } from './kinds.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

it.each([
  ['a.txt', bytes('第一条'), 'text'],
  ['a.csv', bytes('a,b\n1,2\n'), 'table'],
  ['a.pdf', bytes('%PDF-1.7'), 'pdf'],
  ['named-otherwise.txt', bytes('%PDF-1.7'), 'pdf'],
  ['a.xlsx', Uint8Array.of(0x50, 0x4b, 3, 4), 'sheet'],
  ['a.docx', Uint8Array.of(0x50, 0x4b, 3, 4), 'unknown'],
  ['a.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'image'],
  ['drawing.svg', bytes('<svg onload="alert(1)"/>'), 'text'],
  ['a.bin', Uint8Array.of(0, 1, 2), 'unknown'],
])('%s is shown as what its bytes are: %#', (name, content, kind) => expect(kindOf(name, content)).toBe(kind))

it('a sound in the same container is no picture', () => {
  expect(imageTypeOf(Uint8Array.of(0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45))).toBe('image/webp')
  expect(imageTypeOf(Uint8Array.of(0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x41, 0x56))).toBeUndefined()
})

it('text that is no UTF-8 is read as GB18030', () => expect(textOf(Uint8Array.of(0xce, 0xde, 0xce, 0xfd))).toBe('无锡'))
