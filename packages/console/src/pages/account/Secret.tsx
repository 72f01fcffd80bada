/** A field for a password or a code, with its label; what is typed is never shown. */
import { Input } from 'antd'

interface SecretProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly change: (value: string) => void
  readonly isNew?: boolean
}

export const Secret = ({ id, label, value, change, isNew = false }: SecretProps) => (
  <div className="question">
    <label htmlFor={id}>{label}</label>
    <Input.Password
      id={id}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      value={value}
      visibilityToggle={false}
      onChange={({ target }) => change(target.value)}
    />
  </div>
)

interface CodeProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly change: (value: string) => void
}

export const Code = ({ id, label, value, change }: CodeProps) => (
  <div className="question">
    <label htmlFor={id}>{label}</label>
    <Input
      id={id}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={6}
      value={value}
      onChange={({ target }) => change(target.value)}
    />
  </div>
)
