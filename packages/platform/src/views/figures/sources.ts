/** The grains of each source, asked for once however many figures of a dashboard rest on them. */
import type { Source } from '../../contract/figures.ts'
import { callsByAgency, productsByAgency, requestsByAgency } from './agencies.ts'
import { callGrains } from './calls.ts'
import { caseGrains, riskGrains, termGrains } from './cases.ts'
import type { Asking, Grain } from './grain.ts'
import { billGrains, shareGrains } from './money.ts'
import { taskGrains } from './tasks.ts'
import { usageGrains } from './usage.ts'

const agencies = { requests: requestsByAgency, products: productsByAgency, calls: callsByAgency } as const

/** @param all the sources of a dashboard: cases of all kinds are counted in one pass */
export const grainsFor = (asking: Asking, all: readonly Source[]): ((source: Source) => Promise<readonly Grain[]>) => {
  const procedures = [...new Set(all.flatMap((source) => (source.from === 'cases' ? [source.procedure as string] : [])))]
  const counted = caseGrains(asking, procedures)
  const known = new Map<string, Promise<readonly Grain[]>>()
  return async (source) => {
    if (source.from === 'cases') return inStages(source.stages, (await counted).get(source.procedure) ?? [])
    const name = JSON.stringify(source)
    const grains = known.get(name) ?? read(asking, source)
    known.set(name, grains)
    return grains
  }
}

const inStages = (stages: readonly string[] | undefined, grains: readonly Grain[]): readonly Grain[] =>
  stages === undefined ? grains : grains.filter(({ keys }) => stages.includes(keys.stage ?? ''))

const read = (asking: Asking, source: Exclude<Source, { readonly from: 'cases' }>): Promise<readonly Grain[]> => {
  switch (source.from) {
    case 'terms':
      return termGrains(asking)
    case 'calls':
      return callGrains(asking, source.outcome)
    case 'bills':
      return billGrains(asking, source.what)
    case 'shares':
      return shareGrains(asking)
    case 'agencies':
      return agencies[source.what](asking)
    case 'clocks':
      return taskGrains(asking, source.when)
    case 'usage':
      return usageGrains(asking, source.of)
    case 'risk':
      return riskGrains(asking)
  }
}
