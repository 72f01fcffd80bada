/** What a job took, and the two hashes that say that the same inputs gave the same output (article 16). */
import type { JobView } from '../../ask/zone.ts'
import { useSpeech } from '../../words/words.tsx'

export const Meter = ({
  job: { meter, inputsHash, outputHash },
}: {
  readonly job: Pick<JobView, 'meter' | 'inputsHash' | 'outputHash'>
}) => {
  const { words, bytes, count } = useSpeech()
  if (meter === undefined) return null
  const facts: readonly (readonly [string, string])[] = [
    [words.workbench.wallTime, words.workbench.seconds(count(meter.wallSeconds))],
    [words.workbench.cpuTime, words.workbench.seconds(count(meter.cpuSeconds))],
    [words.workbench.peakMemory, bytes(meter.peakMemoryBytes)],
    [words.workbench.readBytes, bytes(meter.readBytes)],
    [words.workbench.decryptedBytes, bytes(meter.decryptedBytes)],
    ...(inputsHash === undefined ? [] : [[words.workbench.inputsHash, inputsHash] as const]),
    ...(outputHash === undefined ? [] : [[words.workbench.outputHash, outputHash] as const]),
  ]
  return (
    <details>
      <summary>{words.workbench.meter}</summary>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd className={/^[0-9a-f]{64}$/.test(value) ? 'code' : ''} style={{ overflowWrap: 'anywhere' }}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{words.workbench.hashesLead}</p>
    </details>
  )
}
