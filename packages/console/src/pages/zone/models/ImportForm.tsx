/** Brings an ONNX file into the workspace: the zone reads it inside the sandbox before it keeps it. */
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { base64OfFile } from '../../../ask/base64.ts'
import { askZone, type Pass } from '../../../ask/zone.ts'
import { useSpeech } from '../../../words/words.tsx'
import { Refusals } from './Refusals.tsx'

const mostBytes = 10 * 1024 * 1024

export const ImportForm = ({
  workspace,
  pass,
  onStarted,
}: {
  readonly workspace: string
  readonly pass: Pass
  readonly onStarted: () => void
}) => {
  const { words } = useSpeech()
  const { models } = words
  const [file, setFile] = useState<File>()
  const start = useMutation({
    mutationFn: async ({ name, purpose }: { readonly name: string; readonly purpose: string }) =>
      askZone(pass, 'POST', `/workspaces/${workspace}/models`, {
        kind: 'import',
        name,
        onnx: file === undefined ? '' : await base64OfFile(file),
        card: { purpose, limits: '' },
      }),
    onSuccess: onStarted,
  })
  const isTooLarge = (file?.size ?? 0) > mostBytes
  return (
    <Form layout="vertical" onFinish={(asked) => start.mutate(asked)}>
      <p>{models.importLead}</p>
      <Form.Item
        name="name"
        label={models.name}
        extra={models.nameHint}
        rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{0,39}$/, message: models.nameHint }]}
      >
        <Input className="code" />
      </Form.Item>
      <Form.Item name="purpose" label={models.purpose} rules={[{ required: true, min: 4, max: 500, message: models.purpose }]}>
        <Input />
      </Form.Item>
      <Form.Item label={models.file} htmlFor="onnx-file" {...(isTooLarge ? { validateStatus: 'error', help: models.importTooLarge } : {})}>
        <input id="onnx-file" type="file" accept=".onnx" onChange={({ target }) => setFile(target.files?.[0])} />
      </Form.Item>
      <Button htmlType="submit" loading={start.isPending} disabled={file === undefined || isTooLarge}>
        {models.startImport}
      </Button>
      <Refusals error={start.error} />
      {start.data ? <Alert type="success" showIcon role="status" title={models.started} /> : null}
    </Form>
  )
}
