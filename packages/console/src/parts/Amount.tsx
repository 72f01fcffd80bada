/** Money: integer fen shown in yuan. */
import { formatFen } from '../words/format.ts'

export const Amount = ({ fen }: { readonly fen: number }) => <span className="figure">{formatFen(fen)}</span>
