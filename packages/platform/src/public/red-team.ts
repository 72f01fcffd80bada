/** The attacks on the zone as they were last carried out on this installation; `npm run redteam` writes the file that is read here. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const reportShape = z.object({
  ranAt: z.iso.datetime(),
  isolation: z.string(),
  classes: z.record(z.string(), z.object({ carriedOut: z.int().min(0), through: z.int().min(0) })),
})
export type RedTeamReport = z.infer<typeof reportShape>

/** Undefined where none was carried out here; a file that is not a report is a fault and not a good result. */
export const redTeamReport = async (file: string | undefined): Promise<RedTeamReport | undefined> => {
  if (file === undefined) return undefined
  const text = await readFile(file, 'utf8').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return undefined
    throw fault
  })
  return text === undefined ? undefined : reportShape.parse(JSON.parse(text))
}
