import { expect, it } from 'vitest'
import { isIdNumber, isLuhn, isUscc } from './identity-numbers.ts'

it.each([
  ['11010519491231002X', true],
  ['11010519491231002x', true],
  ['440524188001010014', true],
  ['110105194912310021', false],
  ['11010519491331002X', false],
  ['1101051949123100', false],
])('%s is an id number: %s', (text, is) => expect(isIdNumber(text)).toBe(is))

it.each([
  ['91350100M000100Y43', true],
  ['91350100m000100y43', true],
  ['91350100M000100Y44', false],
  ['91350100I000100Y43', false],
])('%s is a credit code: %s', (text, is) => expect(isUscc(text)).toBe(is))

it.each([
  ['6222021234567890128', true],
  ['6222021234567890129', false],
])('%s is a card number: %s', (text, is) => expect(isLuhn(text)).toBe(is))
