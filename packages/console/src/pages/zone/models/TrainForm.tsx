/** Chooses features, target, split, learner and its parameters, and starts a training. */
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import type { ModelList } from '../../../ask/models.ts'
import { askZone, type Pass, type WorkspaceView } from '../../../ask/zone.ts'
import { useSpeech } from '../../../words/words.tsx'
import { type LearnerName, learnerNames, learners, type Parameter } from './learners.ts'
import { Refusals } from './Refusals.tsx'

interface Asked {
  readonly name: string
  readonly sql: string
  readonly target?: string
  readonly positive?: string
  readonly group?: string
  readonly learner: LearnerName
  readonly task: 'regression' | 'binary'
  readonly runtime: 'built-in' | 'python'
  readonly validation: number
  readonly test: number
  readonly seed: number
  readonly threshold: number
  readonly purpose: string
  readonly limits?: string
  readonly parameters: Readonly<Record<string, number>>
}

const some = <Value,>(name: string, value: Value | undefined | '') => (value === undefined || value === '' ? {} : { [name]: value })

const orderOf = ({
  name,
  sql,
  target,
  positive,
  group,
  learner,
  task,
  runtime,
  validation,
  test,
  seed,
  threshold,
  purpose,
  limits = '',
  parameters,
}: Asked) => {
  const chosen = Object.fromEntries(learners[learner].map(({ name: key, usual }: Parameter) => [key, parameters[key] ?? usual]))
  return {
    kind: 'train',
    name,
    sql,
    ...(learner === 'k-means' || !target ? {} : { target: { column: target, ...some('positive', positive) } }),
    ...some('group', learner === 'k-means' ? '' : group),
    learner: { learner, ...(learner === 'trees' ? { task } : {}), ...chosen },
    runtime,
    shares: { validation: validation / 100, test: test / 100 },
    seed,
    threshold,
    card: { purpose, limits },
  }
}

/** Every granted column that may be used inside, of the first table: a beginning to change. */
const firstText = ({ tables: [first] }: WorkspaceView) => {
  const columns = (first?.columns ?? []).filter(
    ({ disclosure, mask }) => !['hidden', 'join-key', 'filter-only'].includes(disclosure) && mask !== 'pseudonym',
  )
  return first === undefined ? '' : `SELECT ${columns.map(({ name }) => name).join(', ')}\nFROM ${first.table}`
}

interface TrainFormProps {
  readonly view: WorkspaceView
  readonly workspace: string
  readonly pass: Pass
  readonly list: ModelList
  readonly onStarted: () => void
}

export const TrainForm = ({ view, workspace, pass, list, onStarted }: TrainFormProps) => {
  const { words } = useSpeech()
  const { models } = words
  const [learner, setLearner] = useState<LearnerName>('logistic')
  const [form] = Form.useForm<Asked>()
  const start = useMutation({
    mutationFn: (asked: Asked) => askZone<{ readonly job: string }>(pass, 'POST', `/workspaces/${workspace}/jobs`, orderOf(asked)),
    onSuccess: onStarted,
  })
  const about = models.parameters as Readonly<Record<string, { readonly name: string; readonly about: string }>>
  const initial = {
    sql: firstText(view),
    learner: 'logistic',
    task: 'binary',
    runtime: 'built-in',
    validation: 15,
    test: 25,
    seed: 1,
    threshold: 0.5,
  } as const
  return (
    <Form form={form} layout="vertical" initialValues={initial} onFinish={(asked) => start.mutate(asked)} className="train">
      <Form.Item
        name="name"
        label={models.name}
        extra={models.nameHint}
        rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{0,39}$/, message: models.nameHint }]}
      >
        <Input className="code" />
      </Form.Item>
      <Form.Item name="sql" label={models.sql} extra={models.sqlHint} rules={[{ required: true, message: models.sqlHint }]}>
        <Input.TextArea rows={4} className="code" spellCheck={false} />
      </Form.Item>
      <Form.Item name="learner" label={models.learner} extra={models.learners[learner].about}>
        <Select onChange={setLearner} options={learnerNames.map((value) => ({ value, label: models.learners[value].name }))} />
      </Form.Item>
      {learner === 'trees' ? (
        <Form.Item name="task" label={models.task}>
          <Select options={(['binary', 'regression'] as const).map((value) => ({ value, label: models.tasks[value] }))} />
        </Form.Item>
      ) : null}
      {learner === 'k-means' ? null : (
        <div className="train-row">
          <Form.Item name="target" label={models.target} extra={models.targetHint} rules={[{ required: true, message: models.targetHint }]}>
            <Input className="code" />
          </Form.Item>
          <Form.Item name="positive" label={models.positive} extra={models.positiveHint}>
            <Input />
          </Form.Item>
          <Form.Item name="group" label={models.group} extra={models.groupHint}>
            <Input className="code" />
          </Form.Item>
        </div>
      )}
      <div className="train-row">
        {learners[learner].map(({ name, usual, least, most, step }: Parameter) => (
          <Form.Item
            key={`${learner}${name}`}
            name={['parameters', name]}
            label={about[name]?.name}
            extra={about[name]?.about}
            initialValue={usual}
          >
            <InputNumber min={least} max={most} step={step} />
          </Form.Item>
        ))}
      </div>
      <div className="train-row">
        <Form.Item name="validation" label={models.validation}>
          <InputNumber min={0} max={50} />
        </Form.Item>
        <Form.Item name="test" label={models.test}>
          <InputNumber min={0} max={50} />
        </Form.Item>
        <Form.Item name="seed" label={models.seed}>
          <InputNumber min={0} max={2147483647} />
        </Form.Item>
        <Form.Item name="threshold" label={models.threshold}>
          <InputNumber min={0.01} max={0.99} step={0.05} />
        </Form.Item>
        <Form.Item name="runtime" label={models.runtime}>
          <Select
            options={[
              { value: 'built-in', label: models.runtimes['built-in'] },
              {
                value: 'python',
                label: list.python.ready
                  ? list.python.detail.replace('scikit-learn', models.runtimes.python)
                  : `${models.runtimes.python}${words.app.comma}${models.unavailable}`,
                disabled: !list.python.ready,
              },
            ]}
          />
        </Form.Item>
      </div>
      <Form.Item name="purpose" label={models.purpose} rules={[{ required: true, min: 4, max: 500, message: models.purpose }]}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="limits" label={models.limits}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={start.isPending}>
          {models.start}
        </Button>
      </div>
      <Refusals error={start.error} />
      {start.data ? <Alert type="success" showIcon role="status" title={models.started} /> : null}
    </Form>
  )
}
