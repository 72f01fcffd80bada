/** A filter that takes one of a known few, or none; of many, the one is found by typing. */
import { Select } from 'antd'

interface Choice {
  readonly label: string
  readonly value: string | undefined
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string | undefined) => void
}

const fewToRead = 8

export const Choose = ({ label, value, options, onChange }: Choice) => (
  <Select
    aria-label={label}
    placeholder={label}
    allowClear
    showSearch={options.length > fewToRead ? { optionFilterProp: 'label' } : false}
    className="filter"
    {...(value ? { value } : {})}
    onChange={(chosen: string | undefined) => onChange(chosen)}
    options={[...options]}
  />
)
