/** The learners a person can choose from, with the parameters each takes, their defaults and bounds. */
export interface Parameter {
  readonly name: string
  readonly usual: number
  readonly least: number
  readonly most: number
  readonly step: number
}
const parameter = (name: string, usual: number, least: number, most: number, step = 1): Parameter => ({ name, usual, least, most, step })

export const learners = {
  logistic: [parameter('penalty', 1, 0, 1_000_000, 0.1), parameter('mostIterations', 50, 1, 200)],
  linear: [parameter('ridge', 1, 0, 1_000_000, 0.1)],
  trees: [
    parameter('rounds', 100, 1, 500),
    parameter('learningRate', 0.1, 0.01, 1, 0.01),
    parameter('mostLeaves', 15, 2, 4096),
    parameter('mostDepth', 5, 1, 64),
    parameter('minimumLeaf', 50, 1, 100_000),
    parameter('patience', 10, 0, 100),
    parameter('bins', 64, 2, 255),
  ],
  'k-means': [parameter('clusters', 5, 2, 200), parameter('starts', 3, 1, 20), parameter('mostIterations', 100, 1, 300)],
} as const satisfies Readonly<Record<string, readonly Parameter[]>>
export type LearnerName = keyof typeof learners
export const learnerNames = Object.keys(learners) as readonly LearnerName[]
