/** The field for a day: its calendar comes with the first form that asks for one. */
import { Input } from 'antd'
import { lazy, Suspense } from 'react'
import type { DayFieldProps } from './DayField.tsx'

const Field = lazy(() => import('./DayField.tsx'))

export const DayInput = (props: DayFieldProps) => (
  <Suspense fallback={<Input id={props.id} {...props.described} className="short" disabled />}>
    <Field {...props} />
  </Suspense>
)
