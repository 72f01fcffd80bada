/** What a run will read and likely take, and what is left of the day: shown before anything runs (article 16). */
import { useQuery } from '@tanstack/react-query'
import { askZone, type EstimateView, type Pass, type QuotaView } from '../../ask/zone.ts'
import { useSpeech } from '../../words/words.tsx'

export const Estimate = ({ estimate }: { readonly estimate: EstimateView }) => {
  const { words, count, bytes } = useSpeech()
  const seconds = (value: number) => count(Math.round(value * 10) / 10)
  const rows: readonly (readonly [string, string])[] = [
    [words.workbench.willRead, `${words.workbench.rows(count(estimate.rows))} · ${bytes(estimate.readBytes)}`],
    [words.workbench.likelyMemory, `${bytes(estimate.memoryBytes)} / ${bytes(estimate.limits.memoryBytes)}`],
    [words.workbench.likelyTime, words.workbench.seconds(seconds(estimate.seconds))],
  ]
  return (
    <div role="status">
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{words.workbench.estimatedFrom[estimate.from]}</p>
    </div>
  )
}

/** What is left of today, and the isolation that was measured when the zone started. */
export const Standing = ({ workspace, pass, jobs }: { readonly workspace: string; readonly pass: Pass; readonly jobs: number }) => {
  const { words, count } = useSpeech()
  const query = useQuery({
    queryKey: ['zone', workspace, 'quota', jobs],
    queryFn: () => askZone<QuotaView>(pass, 'GET', `/workspaces/${workspace}/quota`),
    placeholderData: (before) => before,
  })
  const { data } = query
  if (data === undefined) return null
  const { left, quota, isolation } = data
  return (
    <p className="quiet">
      {words.workbench.isolation(isolation)} · {words.workbench.jobsLeft(count(left.jobsPerDay), count(quota.jobsPerDay))} ·{' '}
      {words.workbench.timeLeft(count(Math.floor(left.cpuSecondsPerDay)), count(quota.cpuSecondsPerDay))} ·{' '}
      {words.workbench.liveLeft(count(left.liveJobs))}
    </p>
  )
}
