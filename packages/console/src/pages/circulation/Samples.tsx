/** How a product is called, in three languages: the same call each time. */
import { Tabs } from 'antd'
import { useSession } from '../../app/session.tsx'
import { urlOf } from '../../ask/product.ts'
import { Scroll } from '../../parts/Scroll.tsx'
import { useSpeech } from '../../words/words.tsx'

interface SamplesProps {
  readonly product: string
  readonly scenario: string
  readonly secret: string
  readonly query: Readonly<Record<string, string>>
}

const curl = (url: string, { scenario, secret }: SamplesProps) =>
  [
    `curl '${url}' \\`,
    `  -H 'Authorization: Bearer ${secret}' \\`,
    `  -H 'Yunhe-Scenario: ${scenario}' \\`,
    "  -H 'Accept-Signature: sig'",
  ].join('\n')

const typescript = (url: string, { scenario, secret }: SamplesProps) =>
  [
    `const answer = await fetch('${url}', {`,
    '  headers: {',
    `    authorization: 'Bearer ${secret}',`,
    `    'yunhe-scenario': '${scenario}',`,
    "    'idempotency-key': crypto.randomUUID(),",
    '  },',
    '})',
    'if (!answer.ok) throw new Error((await answer.json()).title)',
    'const { rows, next } = await answer.json()',
  ].join('\n')

const python = (url: string, { scenario, secret }: SamplesProps) =>
  [
    'import json, urllib.request, uuid',
    '',
    'request = urllib.request.Request(',
    `    "${url}",`,
    '    headers={',
    `        "Authorization": "Bearer ${secret}",`,
    `        "Yunhe-Scenario": "${scenario}",`,
    '        "Idempotency-Key": str(uuid.uuid4()),',
    '    },',
    ')',
    'with urllib.request.urlopen(request) as answer:',
    '    found = json.load(answer)',
  ].join('\n')

const languages = [
  ['curl', curl],
  ['TypeScript', typescript],
  ['Python', python],
] as const

export const Samples = (props: SamplesProps) => {
  const { words } = useSpeech()
  const { zoneUrl } = useSession()
  const url = urlOf({ ...props, zoneUrl })
  return (
    <>
      <h3>{words.subscription.sample}</h3>
      <Tabs
        items={languages.map(([name, write]) => ({
          key: name,
          label: name,
          children: (
            <Scroll name={`${words.subscription.sample} ${name}`}>
              <pre className="code">{write(url, props)}</pre>
            </Scroll>
          ),
        }))}
      />
    </>
  )
}
