/** Pickers of organizations and of other cases: names to choose from, codes to send; where none can be seen, the code is typed. */
import { useQuery } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { answerTo, organizationsQuery } from '../../ask/queries.ts'
import { useSpeech } from '../../words/words.tsx'

interface Option {
  readonly value: string
  readonly label: string
}

interface PickerProps {
  readonly id: string
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly several: boolean
  readonly described: object
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? { value } : {})
const textsOf = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])

const Picker = ({
  id,
  value,
  onChange,
  several,
  described,
  options,
  isLoading,
}: PickerProps & { readonly options: readonly Option[]; readonly isLoading: boolean }) => {
  const { words } = useSpeech()
  const shared = {
    id,
    ...described,
    options: [...options],
    loading: isLoading,
    showSearch: { optionFilterProp: 'label' },
    allowClear: true,
    placeholder: words.form.choose,
    className: 'fill',
  }
  if (options.length === 0 && !isLoading) {
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

export const OrganizationPicker = (props: PickerProps) => {
  const { data = [], isLoading } = useQuery(organizationsQuery)
  return <Picker {...props} isLoading={isLoading} options={data.map(({ uscc, name }) => ({ value: uscc, label: `${name} ${uscc}` }))} />
}

export const CasePicker = ({ plural, ...props }: PickerProps & { readonly plural: string }) => {
  const { say } = useSpeech()
  const { data, isLoading } = useQuery(answerTo('cases', { params: { plural }, query: { pageSize: 200 } }))
  return (
    <Picker
      {...props}
      isLoading={isLoading}
      options={(data?.rows ?? []).map(({ id, title, stageWords }) => ({ value: id, label: `${title}（${say(stageWords)}）` }))}
    />
  )
}
