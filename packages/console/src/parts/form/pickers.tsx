/** Picks organizations: names to choose from, codes to send; where none can be seen, the code is typed. */
import { useQuery } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { organizationsQuery } from '../../ask/queries.ts'
import { useSpeech } from '../../words/words.tsx'
import { type PickerProps, textOf, textsOf } from './picking.ts'

export const OrganizationPicker = ({ id, value, onChange, several, described }: PickerProps) => {
  const { words } = useSpeech()
  const { data = [], isLoading } = useQuery(organizationsQuery)
  const shared = {
    id,
    ...described,
    options: data.map(({ uscc, name }) => ({ value: uscc, label: `${name} ${uscc}` })),
    loading: isLoading,
    showSearch: { optionFilterProp: 'label' },
    allowClear: true,
    placeholder: words.form.choose,
    className: 'fill',
  }
  if (data.length === 0 && !isLoading) {
    const typed = several ? textsOf(value).join(' ') : (textOf(value).value ?? '')
    return (
      <Input
        id={id}
        {...described}
        value={typed}
        onChange={({ target }) => onChange(several ? target.value.split(/[\s,，、]+/).filter(Boolean) : target.value)}
      />
    )
  }
  return several ? (
    <Select mode="multiple" {...shared} value={textsOf(value)} onChange={onChange} />
  ) : (
    <Select {...shared} {...textOf(value)} onChange={onChange} />
  )
}
