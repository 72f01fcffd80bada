/** Modelling as a way out: features that smuggle, figures of the few, models that learn people by heart, files that do more than compute (article 16). */
import { elementTypes, mlDomain, type OnnxModel } from '../src/models/onnx/format.ts'
import { onnxBytes } from '../src/models/onnx/write.ts'
import type { Attack } from './attack.ts'
import type { Live } from './live.ts'

const card = { purpose: 'an attack', limits: '' }
const clusters = { learner: 'k-means', clusters: 3, starts: 1, mostIterations: 10 }
const byHeart = {
  learner: 'trees',
  task: 'binary',
  rounds: 20,
  learningRate: 0.5,
  mostLeaves: 4096,
  mostDepth: 64,
  minimumLeaf: 1,
  ridge: 0,
  patience: 0,
  bins: 255,
}
const training = (change: object) => ({
  kind: 'train',
  name: 'attack',
  sql: 'select age, income from people',
  learner: clusters,
  card,
  ...change,
})

const ask = (live: Live, body: unknown, path = '/workspaces/w1/jobs') =>
  live.ask('POST', path, { headers: live.header('workbench', 'w1'), body })

/** Refused at the door, or by the code its job ends with. */
const met = async (live: Live, body: unknown, path?: string): Promise<string | readonly string[]> => {
  const { status, codes, text } = await ask(live, body, path)
  if (status !== 201) return codes
  const { job = '' } = JSON.parse(text) as { readonly job?: string }
  const { state, code } = await live.ended(job, 'w1')
  return state === 'done' ? 'done' : code
}

const asking = (id: string, expected: string, body: object): Attack => ({
  id: `model-${id}`,
  class: 'modelling',
  expected,
  against: (live) => met(live, training(body)),
})

/** Trains, and looks whether the verdict lets the model go. */
const judged = (id: string, body: object): Attack => ({
  id: `model-${id}`,
  class: 'modelling',
  expected: 'verdict-failed',
  against: async (live) => {
    const { text } = await ask(live, training(body))
    const { job = '' } = JSON.parse(text) as { readonly job?: string }
    const { state, code } = await live.ended(job, 'w1')
    if (state !== 'done') return code
    const model = await live.ask('GET', `/models/${job}`, { headers: live.header('workbench', 'w1') })
    const { verdict } = JSON.parse(model.text) as { readonly verdict: { readonly passed: boolean } }
    return verdict.passed ? 'let-through' : 'verdict-failed'
  },
})

const learnedByHeart = {
  sql: 'select income, income * 7919 % 4999 as a, income * 104729 % 5003 as b, case when floor(income) % 7 < 3 then 1 else 0 end as label from people',
  target: { column: 'label' },
  learner: byHeart,
}

/** Makes a model, and asks for it to leave. */
const leaving = (id: string, body: () => object, path?: string): Attack => ({
  id: `model-${id}-leaves`,
  class: 'modelling',
  expected: 'model-not-passed',
  against: async (live) => {
    const { text } = await ask(live, body(), path)
    const { job = '' } = JSON.parse(text) as { readonly job?: string }
    const { state, code } = await live.ended(job, 'w1')
    if (state !== 'done') return code
    const files = [{ kind: 'model', name: 'm.onnx', model: job }]
    return (await ask(live, { files, context: '2026年，单位为人，一次攻击。' }, '/workspaces/w1/exports')).codes
  },
})

const plain = (change: Partial<OnnxModel>): OnnxModel => ({
  nodes: [{ operator: 'Identity', domain: '', inputs: ['age'], outputs: ['y'], attributes: [] }],
  tensors: [],
  inputs: [{ name: 'age', type: elementTypes.float, shape: ['rows', 1] }],
  outputs: [{ name: 'y', type: elementTypes.float, shape: ['rows', 1] }],
  properties: {},
  ...change,
})
const node = (operator: string, domain = '') => [{ operator, domain, inputs: ['age'], outputs: ['y'], attributes: [] }]

/** Field 13 of a tensor names a file beside the model; written by hand, because our writer cannot. */
const outside = (): Uint8Array => {
  const text = (tag: number, value: string) => Buffer.concat([Buffer.from([(tag << 3) | 2, value.length]), Buffer.from(value)])
  const inside = (tag: number, ...parts: readonly Uint8Array[]) => {
    const body = Buffer.concat(parts)
    return Buffer.concat([Buffer.from([(tag << 3) | 2, body.length]), body])
  }
  const entry = inside(13, text(1, 'location'), text(2, '/etc/passwd'))
  const tensor = inside(5, Buffer.from([8, 1, 16, 1]), text(8, 't'), entry, Buffer.from([112, 1]))
  const extra = inside(7, tensor)
  return Buffer.concat([onnxBytes(plain({})), extra])
}

/** A graph in an attribute in a graph, a thousand deep. */
const nested = (): Uint8Array => {
  let body: Buffer = Buffer.alloc(0)
  const length = (value: number): Buffer => {
    const bytes: number[] = []
    for (let rest = value; ; rest >>>= 7) {
      bytes.push(rest > 127 ? (rest & 127) | 128 : rest)
      if (rest <= 127) return Buffer.from(bytes)
    }
  }
  const field = (tag: number, inner: Buffer) => Buffer.concat([Buffer.from([(tag << 3) | 2]), length(inner.length), inner])
  for (let depth = 0; depth < 1000; depth += 1) body = field(1, Buffer.concat([field(4, Buffer.from('If')), field(5, field(6, body))]))
  return field(7, body)
}

const bringing = (id: string, expected: string, bytes: () => Uint8Array): Attack => ({
  id: `onnx-${id}`,
  class: 'modelling',
  expected,
  against: (live) =>
    met(live, { kind: 'import', name: 'attack', onnx: Buffer.from(bytes()).toString('base64'), card }, '/workspaces/w1/models'),
})

export const models: readonly Attack[] = [
  asking('hidden-column', 'column-hidden', { sql: 'select age, mobile from people' }),
  asking('hidden-column-computed', 'column-hidden', { sql: 'select age, length(mobile) as n from people' }),
  asking('identifier-as-feature', 'identifier-used|features-identify|features-name-subjects', { sql: 'select id, age from people' }),
  asking('identifier-as-condition', 'identifier-used|features-name-subjects', { sql: "select age, income from people where id < 'p5'" }),
  asking('filter-only-as-feature', 'features-filter-only', { sql: 'select age, case when sick then 1 else 0 end as ill from people' }),
  asking('amounts-as-categories', 'features-reveal', { sql: 'select age, cast(income as varchar) as amount from people' }),
  asking('richest-sixty', 'features-derived', { sql: 'select age, income from people order by income desc limit 60' }),
  asking('one-person-many-times', 'features-derived', { sql: 'select a.age, a.income, b.n from people a cross join (select 1 as n) b' }),
  asking('joined-with-itself', 'features-of-two-subjects', { sql: 'select a.age, b.income from people a join people b on a.age = b.age' }),
  asking('uncounted-groups', 'features-not-by-subject', { sql: 'select district, avg(income) as income from people group by district' }),
  asking('set-operation', 'set-operation', { sql: 'select age, income from people union all select age, income from people' }),
  asking('file-as-features', 'table-function', { sql: "select * from read_csv('/etc/passwd')" }),
  asking('figures-of-a-few', 'too-few-subjects', {
    sql: 'select age, income from people where age = 30',
  }),
  asking('chosen-by-amount', 'features-chosen-by-value', { sql: 'select age, income from people where income > 7000' }),
  asking('amount-of-one-as-target', 'target-of-few', {
    sql: 'select age, case when floor(income) = 3037 then income else 0 end as amount from people',
    target: { column: 'amount' },
    learner: { learner: 'linear' },
  }),
  asking('identifier-in-card', 'card-identifies', { card: { purpose: '身份证 11010519491231002X', limits: '' } }),
  asking('rows-in-card', 'card-identifies', {
    card: { purpose: Buffer.from('11010519491231002X 13812345678').toString('base64'), limits: '' },
  }),
  asking('python-text', 'malformed', { python: 'import os' }),
  asking('pickle-as-learner', 'malformed', { learner: { learner: 'pickle', bytes: 'gASV' } }),
  judged('by-heart', learnedByHeart),
  leaving('by-heart', () => training(learnedByHeart)),
  leaving(
    'from-outside',
    () => ({ kind: 'import', name: 'attack', onnx: Buffer.from(onnxBytes(plain({}))).toString('base64'), card }),
    '/workspaces/w1/models',
  ),
  judged('a-column-for-a-few', {
    sql: 'select age, case when floor(income) % 251 = 3 then 1 else 0 end as mark, case when floor(income) % 2 = 0 then 1 else 0 end as label from people',
    target: { column: 'label' },
    learner: { learner: 'logistic', penalty: 0 },
  }),
  judged('clusters-of-single-people', { learner: { ...clusters, clusters: 200 } }),
  {
    id: 'model-of-another-workspace',
    class: 'modelling',
    expected: 'out-of-scope|no-ticket|model-unknown|workspace-unknown',
    against: async (live) => {
      const list = await live.ask('GET', '/workspaces/w1/models', { headers: live.header('workbench', 'w1') })
      const [first] = (JSON.parse(list.text) as { readonly models: readonly { readonly model: string }[] }).models
      return (await live.ask('GET', `/models/${first?.model ?? 'none'}`, { headers: live.header('workbench', 'w2') })).codes
    },
  },
  bringing('loop', 'nested-graph', () => onnxBytes(plain({ nodes: node('Loop') }))),
  bringing('nested-a-thousand-deep', 'nested-graph|not-onnx', nested),
  bringing('unknown-operator', 'operator-not-allowed', () => onnxBytes(plain({ nodes: node('Unheard') }))),
  bringing('operator-of-a-stranger', 'operator-not-allowed', () => onnxBytes(plain({ nodes: node('Exec', 'com.example') }))),
  bringing('blow-up', 'operator-not-allowed', () => onnxBytes(plain({ nodes: node('Tile') }))),
  bringing('map-as-output', 'operator-not-allowed', () => onnxBytes(plain({ nodes: node('ZipMap', mlDomain) }))),
  bringing('external-data', 'external-data', outside),
  bringing('giant-tensor', 'tensor-too-large', () =>
    onnxBytes(plain({ tensors: [{ name: 't', dims: [1_000_000, 1_000_000], type: elementTypes.float, floats: [1] }] })),
  ),
  bringing('pickle', 'not-onnx|unknown-field', () =>
    Buffer.from('gASVJAAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOUjAlpZCA+IC90bXCUhZRSlC4=', 'base64'),
  ),
]
