/** Draws values from what a twin may know of a column, each column for itself: how columns hang together is not in a twin. */
import type { Cell } from '../engine/engine.ts'
import type { ColumnType } from '../masks/mask.ts'
import type { Chance } from './chance.ts'
import type { Marginal, Piece } from './marginals.ts'

export const drawn = (marginal: Marginal, type: ColumnType, chance: Chance): Cell => {
  const piece = pieceAt(marginal, chance.share())
  if (piece === undefined || piece.is === 'empty') return null
  return piece.is === 'value' ? piece.value : spelt(piece.from + chance.share() * (piece.to - piece.from), piece.to - piece.from, type)
}

const pieceAt = (marginal: Marginal, share: number): Piece | undefined => {
  let left = share * marginal.reduce((all, { weight }) => all + weight, 0)
  for (const piece of marginal) {
    left -= piece.weight
    if (left < 0) return piece
  }
  return marginal.at(-1)
}

const dayMs = 86_400_000

/** To a hundredth of its interval: no digit of a twin is finer than what it knows. */
const spelt = (value: number, width: number, type: ColumnType): Cell => {
  switch (type) {
    case 'date':
      return new Date(Math.floor(value) * dayMs).toISOString().slice(0, 10)
    case 'timestamp':
      return new Date(Math.floor(value) * 1000).toISOString().slice(0, 19).replace('T', ' ')
    case 'integer':
      return Math.floor(value)
    default: {
      const digits = Math.max(0, Math.min(8, 2 - Math.floor(Math.log10(width))))
      return Number(value.toFixed(digits))
    }
  }
}
