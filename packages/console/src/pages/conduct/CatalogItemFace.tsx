/** A catalog item: its fields with grade and personal marks, and the way to bring its data into the zone (articles 2 and 6). */
import type { CatalogItem } from '@yunhe/law/conduct/catalog-item'
import type { CaseView } from '@yunhe/platform/contract'
import { Alert, Tag } from 'antd'
import { DataTable } from '../../parts/DataTable.tsx'
import { fieldsOf } from '../../parts/fields.ts'
import { Section } from '../../parts/Page.tsx'
import { useSpeech } from '../../words/words.tsx'
import { stateOf } from '../stateOf.ts'
import { CatalogCard } from './CatalogCard.tsx'
import { Classification } from './intake/Classification.tsx'
import { Pull } from './intake/Pull.tsx'
import { Versions } from './intake/Versions.tsx'
import { Upload } from './Upload.tsx'

type Field = CatalogItem['fields'][number]
const colours: Readonly<Record<Field['personal'], string>> = {
  none: 'default',
  identifier: 'error',
  'quasi-identifier': 'warning',
  sensitive: 'error',
}

const CatalogItemFace = ({ view }: { readonly view: CaseView }) => {
  const { words, code, field } = useSpeech()
  const item = stateOf<CatalogItem>(view)
  const { fields, dataset, keyColumns = [], pullTrouble } = item
  const registry = fieldsOf<Field>()({
    name: { label: 'name', text: ({ name }) => name, show: ({ name }) => <span className="code">{name}</span> },
    title: { label: 'description', text: ({ title }) => title, show: ({ title }) => title },
    type: { label: 'type', text: ({ type }) => code(type), show: ({ type }) => code(type) },
    required: {
      label: 'required',
      text: ({ required }) => (required ? words.state.yes : words.state.no),
      show: ({ required }) => (required ? words.state.yes : words.state.no),
    },
    grade: { label: 'grade', text: ({ grade }) => code(grade), show: ({ grade }) => code(grade), filters: true },
    personal: {
      label: 'personal',
      text: ({ personal }) => code(personal),
      show: ({ personal }) => <Tag color={colours[personal]}>{code(personal)}</Tag>,
      filters: true,
    },
  })
  const delivering = view.acts.find(({ act }) => act === 'deliver')
  return (
    <>
      {pullTrouble === undefined ? null : <Alert type="warning" showIcon title={words.intake.troubled(code(pullTrouble))} />}
      <Section title={words.catalog.columns}>
        {keyColumns.length > 0 ? (
          <p>
            {field('keyColumns')}
            {words.app.colon}
            <span className="code">{keyColumns.join(words.app.comma)}</span>
          </p>
        ) : null}
        <DataTable
          name={dataset}
          fields={registry}
          columns={['name', 'title', 'type', 'required', 'grade', 'personal']}
          rows={fields}
          rowKey={({ name }) => name}
          empty={words.state.none}
        />
      </Section>
      <CatalogCard id={view.id} item={item} />
      <Classification item={item} />
      {delivering?.open ? (
        <>
          <Upload purpose="intake" subject={view.id} place={`datasets/${dataset}`} told={words.catalog} />
          <Pull item={view.id} dataset={dataset} />
          <Versions item={view.id} dataset={dataset} />
        </>
      ) : null}
    </>
  )
}

export default CatalogItemFace
