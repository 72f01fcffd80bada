/** Article 16 (3) as far as a test needs it: social data declared for a workspace, and the opinions on it. */
import type { Stage } from './stage.ts'

type Change = Readonly<Record<string, unknown>>

export const importForm = (request: string, change: Change = {}) => ({
  request,
  title: '站点养护记录',
  dataset: 'upkeep',
  description: '各站点的养护次数。',
  source: { kind: 'own-business', name: '养护台账' },
  lawfulOrigin: '自有业务产生。',
  proof: { title: '养护合同', number: 'YH-1', sha256: 'a'.repeat(64) },
  fields: [
    { name: 'station', type: 'text', title: '站点', personal: 'none', required: true, grade: 'general-1' },
    { name: 'visits', type: 'integer', title: '养护次数', personal: 'none', required: true, grade: 'general-1' },
  ],
  oneRow: false,
  personalInformation: false,
  personalBasis: '',
  necessity: '比较养护与水位。',
  until: '2027-03-31',
  ...change,
})

export const upkeepCsv = `station,visits\n${Array.from({ length: 20 }, (_, at) => `s${at},${at % 4}`).join('\n')}\n`

export const declaredImport = async (stage: Stage, request: string, change?: Change): Promise<string> => {
  const id = await stage.does('operator', { plural: 'social-data-imports', act: 'declare', asked: importForm(request, change) })
  await stage.settled()
  return id
}

/** The data authority, the joint reviewer of the call, and a security authority. */
export const reviewers = ['authority', 'police', 'cyberspace'] as const

export const opinedImport = async ({ does }: Stage, id: string, refusing: readonly string[] = []): Promise<void> => {
  for (const login of reviewers)
    await does(login, {
      plural: 'social-data-imports',
      act: 'opine',
      id,
      asked: { conclusion: refusing.includes(login) ? 'refuse' : 'agree', reason: '审核意见。' },
    })
}

export const approval = {
  outcome: 'approve',
  fields: [
    { name: 'station', disclosure: 'plain' },
    { name: 'visits', disclosure: 'plain' },
  ],
}
