/** What was released, as it is compared: who stood in which cells that were shown, and which amounts were added up there. */
import type { DominanceRule } from '@yunhe/law/kernel/disclosure'
import type { Look, Members } from '../jobs/members.ts'
import type { Ground } from './division.ts'

/** What was released, as a person would look for it: `job 3f2c…`, `product d1 version 2`. */
export interface ReleaseName {
  readonly name: string
  readonly at: string
  readonly workspace: string
  readonly operator: string
}

/** Who stood in the cells that a release showed, table by table; the members themselves lie elsewhere. */
export interface Release extends ReleaseName {
  /** Smallest group of subjects that its decision lets be seen. */
  readonly minimum: number
  readonly cellCount: number
  readonly grounds: readonly (Ground & { readonly rows: number })[]
  /** Names who stands in which cell that was shown: releases with one name divide the same rows alike. Left out where it is not known. */
  readonly division?: string
  /** The columns that were added up or averaged, each with the number of the ground that it belongs to. */
  readonly sums?: readonly Summed[]
  /** What a sum is judged by; the standard one where it is left out. */
  readonly rule?: DominanceRule
  /** Of figures of a model, in place of their members. */
  readonly sketches?: readonly string[]
}

export interface Summed {
  readonly ground: number
  readonly column: string
}

export interface Compared extends Release {
  readonly members: () => Promise<Members>
  /** The same as classes of a look, where it came of that look and both are still at hand. */
  readonly within?: (look: Look) => Members | undefined
}

/**
 * Whether this operator was shown the very cells before, under a threshold no lower: other figures of the same people make no new
 * difference between people, and everything this operator was shown since has been held against them.
 */
export const isTold = ({ division, operator, minimum }: Release, earlier: readonly Release[]): boolean =>
  division !== undefined && earlier.some((one) => one.division === division && one.operator === operator && one.minimum >= minimum)

/** The same, and sums of the same columns: then it need not be kept once more. */
export const isToldWithSums = (release: Release, earlier: readonly Release[]): boolean =>
  isTold(release, earlier) &&
  (release.sums ?? []).every((summed) =>
    isTold(
      release,
      earlier.filter((one) => sums(one, summed)),
    ),
  )

const sums = (release: Release, { ground, column }: Summed): boolean =>
  release.sums?.some((one) => one.ground === ground && one.column === column) ?? false

/** Of releases that divide the same rows alike, the one with the highest threshold stands for all. */
export const unlike = (releases: readonly Compared[]): readonly Compared[] => {
  const strictestByDivision = new Map<string, Compared>()
  for (const one of releases) {
    const known = one.division === undefined ? undefined : strictestByDivision.get(one.division)
    if (one.division !== undefined && (known === undefined || one.minimum > known.minimum)) strictestByDivision.set(one.division, one)
  }
  return releases.filter((one) => one.division === undefined || strictestByDivision.get(one.division) === one)
}

export interface Collision {
  readonly release: ReleaseName
  /** All of them, where it takes several together. */
  readonly together?: readonly ReleaseName[]
  /** Cells of the new result that make the difference. */
  readonly cells: readonly number[]
}
