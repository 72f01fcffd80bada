import type { Dictionary } from '../zh-CN.ts'

export const bench: Dictionary['bench'] = {
  format: 'Format',
  unformatted: 'The text is incomplete or wrong and cannot be laid out.',
  explained: 'Explained',
  explainedLead: 'Inferred by the zone from the plan of the text; nothing has run yet.',
  type: 'Type',
  way: 'Way from the column to the result',
  state: 'State on arrival',
  modes: { raw: 'value of a row', grouped: 'key of a group', aggregated: 'counted over a group' },
  constant: 'comes from no column',
  hidden: 'Columns not provided',
  rulesTitle: 'Rules for results',
  rulesLead: 'Before a result is shown it is held to these rules; cells, or the whole result, that do not keep them are not shown.',
  noGuard: 'The result is about nobody; only these limits hold.',
  minimum: (people, rows) => `Each cell stands for at least ${people} people and ${rows} rows; smaller ones are taken out`,
  minimumOfRows: (people, rows) =>
    `The result is given row by row; each combination of values stands for at least ${people} people and ${rows} rows, smaller ones are taken out`,
  dominance: (largest, most, rest) =>
    `A cell is taken out where the largest ${largest} make up more than ${most}, or where all but the largest two are less than ${rest} of the largest`,
  ofColumns: (columns) => `holds for: ${columns}`,
  rounded: (base) => `Counts and sums are rounded to multiples of ${base}`,
  noisy: (most, share) =>
    `Counts are moved by at most ${most}, sums by at most ${share} of the largest contribution; the same people and figure are always moved alike`,
  exact: 'Counts and sums are neither rounded nor moved',
  compared: (tables) =>
    `Compared with everything released before to this operator and its related companies (${tables}); what would give a few people away by subtraction is not released`,
  identifiers: 'A result with identity numbers, mobiles or other identifiers is not released',
  limits: (rows, bytes) => `At most ${rows} rows and ${bytes}`,
}
